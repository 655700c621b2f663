# Tries what it is told to, and says what happened; it judges nothing. probe.pl answers the same.
# In: a line a question, "ID KIND ARGUMENT..." with tabs between. Out: "ID WORD DETAIL", likewise.
# Only the standard library, and nothing that Python 3.6 does not know: it runs in any app's image.
import sys

try:
    import ctypes
    import errno
    import os
    import select
    import signal
    import socket
    import stat
    import time
except ImportError:
    sys.exit(86)

SECONDS = float(sys.argv[1])
DENIED = (errno.EPERM, errno.EACCES, errno.EROFS)
NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)
CLOSED = (errno.ECONNREFUSED, errno.ECONNRESET, errno.EPIPE)
UNKNOWN = (errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT, errno.ESOCKTNOSUPPORT)
ABSENT = (errno.ENOENT, errno.ENOTDIR)
WORDS = [(DENIED, "denied"), (NO_WAY, "unreachable"), (CLOSED, "refused"), (UNKNOWN, "unsupported")]
WORDS += [(ABSENT, "absent"), ((errno.ETIMEDOUT,), "timeout")]


def word_of(number):
    for numbers, word in WORDS:
        if number in numbers:
            return word, errno.errorcode[number]
    return "error", errno.errorcode.get(number, str(number))


def text_of(data):
    return data.hex() if data else ""


# --- what is over at once


def socket_made(family, kind, protocol):
    socket.socket(int(family), int(kind), int(protocol)).close()
    return "allowed", ""


def exists(*paths):
    found = []
    for path in paths:
        try:
            seen = os.stat(path)
        except OSError as problem:
            if problem.errno not in ABSENT + DENIED:
                raise
        else:
            # A mount leaves an empty file behind in what was mounted over: it holds nothing.
            if not (stat.S_ISREG(seen.st_mode) and seen.st_size == 0):
                found.append(path)
    return ("found", " ".join(found)) if found else ("absent", "")


def read(limit, *paths):
    path = ([one for one in paths if os.path.exists(one)] or [paths[0]])[0]
    with open(path, "rb", buffering=0) as file:
        data, wanted = b"", int(limit)
        while len(data) < wanted:
            part = file.read(wanted - len(data))
            if not part:
                break
            data += part
    return "value", text_of(data)


def write(path):
    os.close(os.open(path, os.O_WRONLY))
    return "allowed", ""


def devices(path):
    found = []
    for base, _, names in os.walk(path):
        for name in names:
            mode = os.lstat(os.path.join(base, name)).st_mode
            if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
                found.append(os.path.join(base, name))
    return "value", " ".join(sorted(found))


# In a process of its own each: whatever works is gone with it.
LIBC = ctypes.CDLL(None, use_errno=True)
NEW_USER = 0x10000000


def mount():  # a kind of file system that there is not: without the right it does not even look
    return LIBC.mount(b"none", b"/proc", b"nosuchkind", 0, None)


def node():
    path = "/dev/shm/.probe{}".format(os.getpid())  # noqa: UP032
    os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 3))
    os.unlink(path)
    return 0


CALLS = {
    "mount": mount,
    "mknod": node,
    "unshare": lambda: LIBC.unshare(NEW_USER),
    "root": lambda: os.setresuid(0, 0, 0) or 0,
    "chroot": lambda: os.chroot("/") or 0,
    "hostname": lambda: LIBC.sethostname(b"probe", 5),
    "oneself": lambda: os.setresuid(os.getuid(), os.getuid(), os.getuid()) or 0,
}


def call(name):
    child = os.fork()
    if not child:
        number = 0
        try:
            if CALLS[name]() != 0:
                number = ctypes.get_errno()
        except OSError as problem:
            number = problem.errno
        except BaseException:
            number = 255
        os._exit(number)
    status = os.waitpid(child, 0)[1]
    number = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 255
    if number in DENIED:
        return word_of(number)
    return ("error", str(number)) if number == 255 else ("allowed", errno.errorcode.get(number, ""))


# --- what takes a moment: all of it at once


# The sandbox's own network, where its neighbours are: another may have the route to everywhere.
def own_device():
    with open("/proc/net/route") as table:
        routes = [line.split() for line in table.read().splitlines()[1:]]
    return ([one[0] for one in routes if one[2] == "00000000"] or ["none"])[0]


class Wait:
    def __init__(self, number, kind, address, port, device, payload):
        self.id, self.kind, self.payload = number, kind, bytes.fromhex(payload)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sort = socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM
        self.line = socket.socket(family, sort, socket.IPPROTO_ICMP if kind == "ping" else 0)
        self.line.setblocking(False)
        self.connected = kind != "tcp"
        if device:
            device = own_device() if device == "*" else device
            self.line.setsockopt(socket.SOL_SOCKET, 25, device.encode() + b"\0")
        number = self.line.connect_ex((address, int(port)))
        if number not in (0, errno.EINPROGRESS):
            raise OSError(number, "")
        if self.connected:
            self.line.send(self.payload)

    def events(self):
        return select.POLLIN if self.connected else select.POLLOUT

    def step(self):
        if not self.connected:
            number = self.line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if number:
                raise OSError(number, "")
            self.connected = True
            if not self.payload:
                return "open", ""
            self.line.send(self.payload)
            return None
        data = self.line.recv(512)
        return ("open" if self.kind == "tcp" else "answered"), text_of(data)

    def late(self):
        if self.kind != "tcp":
            return "sent", ""
        return ("open", "") if self.connected else ("timeout", "")


def wait_for(waiting, say):
    deadline = time.monotonic() + SECONDS
    poll, by_line = select.poll(), {}
    for one in waiting:
        by_line[one.line.fileno()] = one
        poll.register(one.line, one.events())
    while by_line:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        for line, _ in poll.poll(left * 1000):
            one = by_line[line]
            answer = answer_of(one.step)
            if answer:
                say(one.id, answer)
                poll.unregister(line)
                del by_line[line]
            else:
                poll.modify(line, one.events())
    for one in by_line.values():
        say(one.id, one.late())


def answer_of(ask, *arguments):
    try:
        return ask(*arguments)
    except OSError as problem:
        return word_of(problem.errno)
    except Exception as problem:
        return "error", type(problem).__name__


KINDS = {
    "socket": socket_made,
    "exists": exists,
    "read": read,
    "write": write,
    "devices": devices,
    "call": call,
}
WAITS = ("tcp", "udp", "ping")


def main():
    signal.alarm(int(SECONDS) + 10)
    said, waiting = [], []

    def say(number, answer):
        said.append("\t".join((number, *answer)))

    for line in sys.stdin.read().splitlines():
        number, kind, *arguments = line.split("\t")
        if kind in KINDS:
            say(number, answer_of(KINDS[kind], *arguments))
            continue
        if kind not in WAITS:
            say(number, ("error", kind))
            continue
        one = answer_of(Wait, number, kind, *arguments)
        if isinstance(one, Wait):
            waiting.append(one)
        else:
            say(number, one)
    wait_for(waiting, say)
    print("\n".join(said))


main()
