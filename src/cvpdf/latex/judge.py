"""latexmk as the judge of reruns, compiled once and asked often.

Perl takes longer to compile latexmk than latexmk to do its work. So one latexmk is started as early as possible and
stops, in code given to it by ``-e``, at a socket; for each document that is to be set it forks, and the fork is an
ordinary latexmk in that document's folder, but for one thing: to run the engine it says ``run`` on the socket and takes
the answer for the engine's end. Who asks runs the engine, which may have been waiting with its format loaded.

Where this cannot be (no Unix sockets, a latexmk that does not answer), latexmk is started for each document as usual.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.toolchain import Toolchain

# A request is lines of a word and of bytes in hexadecimal, ended by `go`. Descriptor 0 is the socket that listens, and
# as soon as the descriptor OWNER, a pipe, ends, so does this: nobody can ask any more. An owner that was killed has
# left the socket in its place.
_SERVE = r"""
our $asker;
our $has_run;
{ no warnings; *cwd = \&Cwd::getcwd } # Cwd's own cwd starts a program for it
# Before the first run there is nothing to learn from what the last one has read, nor from what the one that was begun
# has read so far. latexmk would hash all of it, a format among others.
if (defined &rdb_set_latex_deps) {
  no warnings;
  my $learn = \&rdb_set_latex_deps;
  *rdb_set_latex_deps = sub { $has_run ? &$learn : () };
}
sub cvpdf_engine { $has_run = 1; print $asker "run\n"; my $end = <$asker>; return defined $end ? int $end : 1 }
$SIG{CHLD} = 'IGNORE';
while (1) {
  my ($want, $ready) = ('', '');
  vec($want, 0, 1) = vec($want, OWNER, 1) = 1;
  next if select($ready = $want, undef, undef, undef) < 0;
  if (vec($ready, OWNER, 1)) { unlink "$ENV{CVPDF_PLACE}/s"; rmdir $ENV{CVPDF_PLACE}; exit 0 }
  accept($asker, STDIN) or next;
  my $child = fork;
  if (!defined $child || $child) { close $asker; next }
  $SIG{CHLD} = 'DEFAULT';
  setpgrp;
  select((select($asker), $| = 1)[0]);
  print $asker "pid $$\n";
  %ENV = ();
  my $go;
  while (defined(my $line = <$asker>)) {
    my ($word, @bytes) = map { pack 'H*', $_ } split ' ', $line;
    if ($word eq 'go') { $go = 1; last }
    elsif ($word eq 'env') { $ENV{$bytes[0]} = $bytes[1] // '' }
    elsif ($word eq 'mode') { $pdf_mode = $bytes[0] }
    elsif ($word eq 'folder') { CORE::chdir $bytes[0] or exit 9; $ENV{PWD} = $bytes[0] } # Cwd's would ask a program
    elsif ($word eq 'output') { open STDOUT, '>', $bytes[0] or exit 9; open STDERR, '>&', \*STDOUT }
  }
  exit 9 if !$go; # who asked has hung up
  open STDIN, '<', '/dev/null';
  cache_good_cwd() if defined &cache_good_cwd; # what latexmk takes the folder from
  $pdflatex = $lualatex = 'internal cvpdf_engine %S';
  # What it has said is written out first. Tidying up would take longer than all that it did before.
  eval 'END { $| = 1; if ($asker) { print $asker "end $?\n"; kill KILL => $$ } }';
  last;
}
"""


class Judge(NamedTuple):
    """A latexmk that waits for questions. :meth:`close` must be called in the end."""

    latexmk: Path
    process: subprocess.Popen[bytes]
    place: Path
    """The folder of its socket."""
    owner: int
    """The writing end of the pipe by whose end latexmk knows that it is not needed any more."""

    @property
    def address(self) -> str:
        """Where it listens."""
        return str(self.place / "s")

    def close(self) -> None:
        """End it. Documents in work are not its business any more, and end for themselves."""
        with suppress(OSError):
            os.close(self.owner)
        # It would end by itself, but for one that never came to the socket. Its forks have groups of their own.
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.place, ignore_errors=True)


def start(toolchain: Toolchain) -> Judge | None:
    """Start latexmk and return at once; ``None`` where that is not possible."""
    if toolchain.latexmk is None or not hasattr(socket, "AF_UNIX") or not hasattr(os, "setsid"):
        return None
    place = Path(tempfile.mkdtemp(prefix="cvpdf-"))
    mine = -1
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(place / "s"))
            listening.listen(16)
            theirs, mine = os.pipe()
            try:
                process = _start(toolchain.latexmk, toolchain.path, listening, theirs, place)
            finally:
                os.close(theirs)
    except OSError:
        if mine >= 0:
            os.close(mine)
        shutil.rmtree(place, ignore_errors=True)
        return None
    return Judge(toolchain.latexmk, process, place, mine)


def _start(latexmk: Path, path: str, listening: socket.socket, owner: int, place: Path) -> subprocess.Popen[bytes]:
    serve = _SERVE.replace("OWNER", str(owner))
    return subprocess.Popen(
        [str(latexmk), "-norc", "-interaction=nonstopmode", "-e", serve, "cv.tex"],
        cwd="/",
        env={"PATH": path or os.defpath, "LC_ALL": "C.UTF-8", "CVPDF_PLACE": str(place)},
        stdin=listening.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(owner,),
        start_new_session=True,
    )
