#!/bin/sh
# Installs Debian's Python so that it looks like the official image's: python, python3 and pip under
# /usr/local/bin, packages under /usr/local/lib/pythonX.Y/site-packages, no "externally managed".
set -eu
minor=$1 variant=$2
export DEBIAN_FRONTEND=noninteractive

# Says "use a virtual environment" to pip; an upgrade of the package must not bring it back.
echo "path-exclude=/usr/lib/python$minor/EXTERNALLY-MANAGED" >/etc/dpkg/dpkg.cfg.d/python-image

apt-get update
apt-get install -y --no-install-recommends \
  ca-certificates netbase tzdata "python$minor" "python$minor-venv"

# Debian's Python looks in dist-packages; Dockerfiles copy site-packages from stage to stage.
packages=/usr/local/lib/python$minor
mkdir -p "$packages/site-packages"
rm -rf "$packages/dist-packages"
ln -s site-packages "$packages/dist-packages"

for name in python3 python "python$minor"; do ln -sf "/usr/bin/python$minor" "/usr/local/bin/$name"; done

wheels=/usr/share/python-wheels
pip_wheel=$(ls "$wheels"/pip-*.whl)
names=pip
for name in setuptools wheel; do
  if ls "$wheels/$name"-*.whl >/dev/null 2>&1; then names="$names $name"; fi
done
PYTHONDONTWRITEBYTECODE=1 PIP_ROOT_USER_ACTION=ignore "python$minor" "$pip_wheel/pip" install --no-compile --no-index \
  --no-cache-dir --find-links="$wheels" $names
[ -e /usr/local/bin/pip ] || ln -s "pip$minor" /usr/local/bin/pip

# The headers alone, for packages that compile; the library's package would bring 60 MB along.
cd /tmp
apt-get download "libpython$minor-dev"
dpkg-deb --fsys-tarfile libpython*-dev_*.deb | tar -x -C / ./usr/include
rm libpython*-dev_*.deb

if [ "$variant" = full ]; then
  apt-get install -y --no-install-recommends \
    build-essential curl git libffi-dev libpq-dev libssl-dev libxml2-dev libxslt1-dev pkg-config \
    "python$minor-dev" zlib1g-dev
fi

find /usr/lib/python* /usr/local/lib -name __pycache__ -prune -exec rm -rf {} +
# 20 MB, and every start of an app takes a third of a second less: no user in a container may write
# the compiled modules there, so each start would compile the standard library anew. Unchecked,
# since its sources do not change in an image.
"python$minor" -m compileall -q -j 0 --invalidation-mode unchecked-hash \
  -x '/(test|tests|idlelib|lib2to3|turtledemo|ensurepip)/' "/usr/lib/python$minor" >/dev/null
apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt /var/cache/debconf/*-old
