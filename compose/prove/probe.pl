# What probe.py does, with the same answers, for images without Python; perl-base is enough.
use strict;
use warnings;
use Errno;
use Fcntl qw(:mode O_WRONLY F_GETFL F_SETFL O_NONBLOCK);
use IO::Select;
use Socket qw(:all);
use POSIX ();

my $SECONDS = $ARGV[0];
my %WORD = (
  (map { $_ => "denied" } qw(EPERM EACCES EROFS)),
  (map { $_ => "unreachable" } qw(ENETUNREACH EHOSTUNREACH ENETDOWN EADDRNOTAVAIL)),
  (map { $_ => "refused" } qw(ECONNREFUSED ECONNRESET EPIPE)),
  (map { $_ => "unsupported" } qw(EAFNOSUPPORT EPROTONOSUPPORT ESOCKTNOSUPPORT)),
  (map { $_ => "absent" } qw(ENOENT ENOTDIR)),
  ETIMEDOUT => "timeout",
);
my %NUMBER = map { no strict "refs"; $_ => &{"Errno::$_"}() } grep { exists $!{$_} } (keys %WORD, keys %!);
my %NAME;
$NAME{ $NUMBER{$_} } //= $_ for sort { ($WORD{$b} // "") cmp ($WORD{$a} // "") or $a cmp $b } keys %NUMBER;

sub word_of {
  my ($number) = @_;
  my $name = $NAME{ $number + 0 } // $number + 0;
  return ($WORD{$name} // "error", $name);
}
sub failed { return word_of($! + 0) }

# --- what is over at once

sub socket_made {
  socket(my $line, $_[0], $_[1], $_[2]) or return failed();
  return ("allowed", "");
}

sub exists_one {
  my @found;
  for my $path (@_) {
    # A mount leaves an empty file behind in what was mounted over: it holds nothing.
    if (stat $path) { push @found, $path unless -f _ && -z _; next }
    my ($word, $name) = failed();
    return ($word, $name) unless $word eq "absent" or $word eq "denied";
  }
  return @found ? ("found", "@found") : ("absent", "");
}

sub read_one {
  my ($limit, @paths) = @_;
  my $path = (grep { -e } @paths)[0] // $paths[0];
  open(my $file, "<:raw", $path) or return failed();
  my $data = "";
  while (length $data < $limit) {
    my $got = sysread $file, $data, $limit - length $data, length $data;
    return failed() unless defined $got;
    last unless $got;
  }
  return ("value", unpack "H*", $data);
}

sub write_one {
  sysopen(my $file, $_[0], O_WRONLY) or return failed();
  return ("allowed", "");
}

sub entries {
  opendir(my $folder, $_[0]) or return;
  return sort grep { $_ ne "." and $_ ne ".." } readdir $folder;
}

sub devices_in {
  my ($path) = @_;
  my @found;
  for my $name (entries($path)) {
    my $mode = (lstat "$path/$name")[2] // next;
    push @found, "$path/$name" if S_ISCHR($mode) or S_ISBLK($mode);
    push @found, devices_in("$path/$name") if S_ISDIR($mode);
  }
  return @found;
}

sub devices { return ("value", join " ", sort(devices_in($_[0]))) }

# The kernel's own numbers of calls that Perl has no names for: mount, mknodat, unshare, setresuid,
# sethostname.
my $machine = (POSIX::uname())[4];
my %TABLE = (x86_64 => [165, 259, 272, 117, 170], aarch64 => [40, 33, 97, 147, 161]);
my ($MOUNT, $MKNODAT, $UNSHARE, $SETRESUID, $SETHOSTNAME) = @{ $TABLE{$machine} // [] };
my $HERE = -100;

sub node {
  my $path = "/dev/shm/.probe$$";
  my $made = syscall $MKNODAT, $HERE, $path, S_IFCHR | 0600, 0x103;
  unlink $path if $made == 0;
  return $made;
}

my %CALLS = (
  mount => sub { my @text = ("none", "/proc", "nosuchkind"); syscall $MOUNT, @text, 0, 0 },
  mknod => \&node,
  unshare => sub { syscall $UNSHARE, 0x10000000 },
  root => sub { syscall $SETRESUID, 0, 0, 0 },
  chroot => sub { chroot("/") ? 0 : -1 },
  hostname => sub { my $name = "probe"; syscall $SETHOSTNAME, $name, 5 },
  oneself => sub { syscall $SETRESUID, $> + 0, $> + 0, $> + 0 },
);

sub call {
  my ($name) = @_;
  return ("error", $machine) unless $MOUNT;
  my $child = fork // return failed();
  unless ($child) {
    my $result = eval { $CALLS{$name}->() };
    POSIX::_exit(255) unless defined $result;
    POSIX::_exit($result == 0 ? 0 : $! + 0);
  }
  waitpid $child, 0;
  my $number = $? & 127 ? 255 : $? >> 8;
  return ("error", "255") if $number == 255;
  return ("allowed", "") unless $number;
  my ($word, $said) = word_of($number);
  return ($word eq "denied" ? "denied" : "allowed", $said);
}

# --- what takes a moment: all of it at once

# The sandbox's own network, where its neighbours are: another may have the route to everywhere.
sub own_device {
  open(my $table, "<", "/proc/net/route") or return "";
  my (undef, @lines) = <$table>;
  my @near = grep { $_->[2] eq "00000000" } map { [split " "] } @lines;
  return @near ? $near[0][0] : "none";
}

sub begin {
  my ($id, $kind, $address, $port, $device, $payload) = @_;
  my $six = $address =~ /:/;
  my $number = inet_pton($six ? AF_INET6 : AF_INET, $address) // return ("error", "ValueError");
  my $to = $six ? pack_sockaddr_in6($port, $number) : pack_sockaddr_in($port, $number);
  my $tcp = $kind eq "tcp";
  socket(my $line, $six ? AF_INET6 : AF_INET, $tcp ? SOCK_STREAM : SOCK_DGRAM, $kind eq "ping" ? 1 : 0)
    or return failed();
  fcntl $line, F_SETFL, fcntl($line, F_GETFL, 0) | O_NONBLOCK;
  $device = own_device() if $device eq "*";
  if (length $device) { setsockopt($line, SOL_SOCKET, 25, "$device\0") or return failed() }
  connect($line, $to) or $!{EINPROGRESS} or return failed();
  my $one = { id => $id, tcp => $tcp, line => $line, connected => !$tcp, payload => pack "H*", $payload };
  unless ($tcp) { defined send($line, $one->{payload}, 0) or return failed() }
  return $one;
}

sub step {
  my ($one) = @_;
  unless ($one->{connected}) {
    my $number = unpack "i", getsockopt($one->{line}, SOL_SOCKET, SO_ERROR);
    return word_of($number) if $number;
    $one->{connected} = 1;
    return ("open", "") unless length $one->{payload};
    defined send($one->{line}, $one->{payload}, 0) or return failed();
    return;
  }
  defined recv($one->{line}, my $data, 512, 0) or return failed();
  return ($one->{tcp} ? "open" : "answered", unpack "H*", $data);
}

sub late {
  my ($one) = @_;
  return ("sent", "") unless $one->{tcp};
  return $one->{connected} ? ("open", "") : ("timeout", "");
}

# Seconds from some point on; perl-base has no finer clock than this one's hundredths.
sub now { return (POSIX::times())[0] / POSIX::sysconf(POSIX::_SC_CLK_TCK()) }

my @said;
sub say_it { push @said, join "\t", @_ }

sub wait_for {
  my $deadline = now() + $SECONDS;
  my %waiting = map { fileno($_->{line}) => $_ } @_;
  while (%waiting) {
    my $left = $deadline - now();
    last if $left <= 0;
    my ($in, $out) = (IO::Select->new, IO::Select->new);
    ($_->{connected} ? $in : $out)->add($_->{line}) for values %waiting;
    my ($readable, $writable) = IO::Select->select($in, $out, undef, $left);
    for my $line (@{ $readable // [] }, @{ $writable // [] }) {
      my $one = $waiting{ fileno $line };
      my @answer = step($one) or next;
      say_it($one->{id}, @answer);
      delete $waiting{ fileno $line };
    }
  }
  say_it($_->{id}, late($_)) for values %waiting;
}

my %KINDS = (
  socket => \&socket_made,
  exists => \&exists_one,
  read => \&read_one,
  write => \&write_one,
  devices => \&devices,
  call => \&call,
);
my %WAITS = map { $_ => 1 } qw(tcp udp ping);

local $SIG{PIPE} = "IGNORE";
alarm int($SECONDS) + 10;
my @waiting;
while (my $question = <STDIN>) {
  chomp $question;
  my ($id, $kind, @arguments) = split /\t/, $question, -1;
  if ($KINDS{$kind}) { say_it($id, $KINDS{$kind}->(@arguments)); next }
  unless ($WAITS{$kind}) { say_it($id, "error", $kind); next }
  my ($one, @rest) = begin($id, $kind, @arguments);
  if (ref $one) { push @waiting, $one } else { say_it($id, $one, @rest) }
}
wait_for(@waiting);
print join("\n", @said), "\n";
