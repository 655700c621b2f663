"""Apps whose schema Django's migrations make."""

from __future__ import annotations

from benchmarks.real_schemas.app import App, django

_CORE = (
    "django.contrib.admin django.contrib.auth django.contrib.contenttypes "
    "django.contrib.sessions django.contrib.messages django.contrib.sites "
    "django.contrib.flatpages django.contrib.redirects "
)

DJANGO_APPS = (
    django(
        "wagtail",
        "wagtail==8.0.1",
        apps=_CORE + "wagtail wagtail.admin wagtail.contrib.forms wagtail.contrib.redirects "
        "wagtail.contrib.search_promotions wagtail.contrib.settings wagtail.documents "
        "wagtail.embeds wagtail.images wagtail.search wagtail.sites wagtail.snippets "
        "wagtail.users taggit modelsearch",
    ),
    django(
        "oscar",
        "django-oscar==4.2.1",
        "sorl-thumbnail",
        apps=_CORE + "oscar oscar.apps.analytics oscar.apps.checkout oscar.apps.address "
        "oscar.apps.shipping oscar.apps.catalogue oscar.apps.catalogue.reviews "
        "oscar.apps.communication oscar.apps.partner oscar.apps.basket oscar.apps.payment "
        "oscar.apps.offer oscar.apps.order oscar.apps.customer oscar.apps.search "
        "oscar.apps.voucher oscar.apps.wishlists oscar.apps.dashboard "
        "oscar.apps.dashboard.reports oscar.apps.dashboard.users oscar.apps.dashboard.orders "
        "oscar.apps.dashboard.catalogue oscar.apps.dashboard.offers "
        "oscar.apps.dashboard.partners oscar.apps.dashboard.pages oscar.apps.dashboard.ranges "
        "oscar.apps.dashboard.reviews oscar.apps.dashboard.vouchers "
        "oscar.apps.dashboard.communications oscar.apps.dashboard.shipping haystack treebeard "
        "sorl.thumbnail django_tables2",
        settings="from oscar.defaults import *\n"
        'HAYSTACK_CONNECTIONS = {"default": {"ENGINE": '
        '"haystack.backends.simple_backend.SimpleEngine"}}\n',
    ),
    App(
        name="pulpcore",
        install=("pulpcore==3.123.1",),
        how="Django",
        environment={
            "DJANGO_SETTINGS_MODULE": "pulpcore.app.settings",
            "PULP_SETTINGS": "{WORK}/pulp_settings.py",
        },
        files={
            "pulp_settings.py": 'SECRET_KEY = "not-secret"\nDATABASES = {"default": {'
            '"ENGINE": "django.db.backends.postgresql", "HOST": "{PGHOST}", "PORT": "{PGPORT}", '
            '"USER": "{PGUSER}", "PASSWORD": "{PGPASSWORD}", "NAME": "{PGDATABASE}"}}\n'
            'CONTENT_ORIGIN = "http://localhost"\nDEPLOY_ROOT = "{WORK}"\n'
            'DB_ENCRYPTION_KEY = "{WORK}/key"\n'
            'FILE_UPLOAD_TEMP_DIR = WORKING_DIRECTORY = "{WORK}/tmp"\n'
        },
        migrate=(
            "openssl rand -base64 32 > key",
            "mkdir tmp",
            "pulpcore-manager migrate",
        ),
    ),
    App(
        name="pretix",
        install=("pretix==2026.8.0",),
        how="Django",
        environment={
            "DJANGO_SETTINGS_MODULE": "pretix.settings",
            "PRETIX_CONFIG_FILE": "pretix.cfg",
        },
        files={
            "pretix.cfg": "[pretix]\ndatadir={WORK}\nurl=http://localhost\n[database]\n"
            "backend=postgresql\nname={PGDATABASE}\nuser={PGUSER}\npassword={PGPASSWORD}\n"
            "host={PGHOST}\nport={PGPORT}\n[django]\nsecret=not-secret\n"
        },
        migrate=("django-admin migrate --skip-checks",),
    ),
    App(
        name="nautobot",
        install=("nautobot==3.2.7",),
        how="Django",
        environment={
            "NAUTOBOT_ROOT": "{WORK}",
            "PYTHONPATH": "{WORK}",
            "NAUTOBOT_DB_HOST": "{PGHOST}",
            "NAUTOBOT_DB_PORT": "{PGPORT}",
            "NAUTOBOT_DB_USER": "{PGUSER}",
            "NAUTOBOT_DB_PASSWORD": "{PGPASSWORD}",
            "NAUTOBOT_DB_NAME": "{PGDATABASE}",
        },
        files={
            "cache.py": 'CACHES = {"default": {"BACKEND": "quiet_cache.Cache", '
            '"LOCATION": "{WORK}/cache"}}\n',
            "quiet_cache.py": "from django.core.cache.backends.filebased import FileBasedCache\n"
            "class Cache(FileBasedCache):\n"
            "    def delete_pattern(self, *given, **named):\n        self.clear()\n",
        },
        migrate=(
            "nautobot-server init --disable-installation-metrics",
            "cat cache.py >> nautobot_config.py",
            "nautobot-server migrate --skip-checks",
        ),
    ),
    django(
        "cms",
        "django-cms==5.1.3",
        "packaging",
        apps=_CORE + "cms menus treebeard sekizai",
        settings="CMS_CONFIRM_VERSION4 = True\nLANGUAGES = [('en', 'English')]\n"
        "LANGUAGE_CODE = 'en'\nSITE_ID = 1\n",
    ),
    App(
        name="pretalx",
        install=("pretalx[postgres]==2025.2.2",),
        how="Django",
        environment={
            "DJANGO_SETTINGS_MODULE": "pretalx.settings",
            "PRETALX_CONFIG_FILE": "{WORK}/pretalx.cfg",
        },
        files={
            "pretalx.cfg": "[filesystem]\ndata={WORK}\n[site]\nurl=http://localhost\n"
            "secret=not-secret\n[database]\nbackend=postgresql\nname={PGDATABASE}\n"
            "user={PGUSER}\npassword={PGPASSWORD}\nhost={PGHOST}\nport={PGPORT}\n"
        },
        migrate=("django-admin migrate --skip-checks",),
    ),
    App(
        name="labelstudio",
        install=("label-studio==1.23.2",),
        how="Django",
        environment={
            "DJANGO_DB": "default",
            "POSTGRE_NAME": "{PGDATABASE}",
            "POSTGRE_USER": "{PGUSER}",
            "POSTGRE_PASSWORD": "{PGPASSWORD}",
            "POSTGRE_HOST": "{PGHOST}",
            "POSTGRE_PORT": "{PGPORT}",
            "LABEL_STUDIO_BASE_DATA_DIR": "{WORK}",
            "DJANGO_SETTINGS_MODULE": "core.settings.label_studio",
        },
        migrate=(
            "cd $(python -c 'import label_studio; print(label_studio.__path__[0])')",
            "python manage.py migrate --skip-checks",
        ),
    ),
)
