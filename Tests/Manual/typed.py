"""What a line becomes in an interactive bash when the tab key is pressed at its end: typed.py COMPLETIONS LINE."""

import os
import pty
import re
import select
import sys
import time


def read_until(terminal, pattern, seconds=10):
    """What the terminal shows up to the pattern."""
    seen, end = "", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                seen += os.read(terminal, 65536).decode(errors="replace")
            except OSError:
                break
        found = re.search(pattern, seen, re.MULTILINE)
        if found:
            return found
    sys.exit(f"nothing like {pattern} in: {seen!r}")


def main(completions, line):
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
    os.write(terminal, f"bind 'set enable-bracketed-paste off'; PS1=; source '{completions}'; echo '<'ready'>'\n".encode())
    read_until(terminal, "<ready>")
    # Ctrl-A and Ctrl-E make the completed line one that is printed.
    os.write(terminal, f"{line}\t\x01echo \"<\x05>\"\n".encode())
    print(read_until(terminal, r"[\r\n]<([^\r\n]*)>\r?\n").group(1).rstrip())


main(*sys.argv[1:])
