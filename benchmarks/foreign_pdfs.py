"""Run the checks that need no source on PDFs from elsewhere, whole and spoilt, and print what became of them.

    python benchmarks/foreign_pdfs.py [FILE-OR-FOLDER...]

Without arguments, all PDFs below /usr/share. The table at the end is Markdown, for docs/checks.md.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cvpdf.pdf.limits import MEGABYTES, SECONDS, inspect_limited


@dataclass(frozen=True)
class Case:
    group: str
    name: str
    path: Path


@dataclass(frozen=True)
class Outcome:
    case: Case
    codes: tuple[str, ...]
    seconds: float
    pages: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("/usr/share")])
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time limit of a file")
    parser.add_argument("--megabytes", type=int, default=MEGABYTES, help="memory limit of a file")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--per-folder", type=int, default=40, help="take so many files of one folder, evenly")
    parser.add_argument("--spoil", type=int, default=40, help="so many files are spoilt in each way")
    parser.add_argument("--max-size", type=int, default=1_000_000, help="bytes of a file that is spoilt")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        originals = list(found(options.paths, options.per_folder, Path(folder)))
        cases = [*originals, *spoilt(originals, options.spoil, options.max_size, Path(folder))]
        print(f"{len(originals)} PDFs, {len(cases) - len(originals)} spoilt copies", file=sys.stderr)

        def run(case: Case) -> Outcome:
            start = time.perf_counter()
            inspection = inspect_limited(case.path, options.seconds, options.megabytes)
            codes = tuple(dict.fromkeys(d.code for d in inspection.diagnostics))
            outcome = Outcome(case, codes, time.perf_counter() - start, inspection.pages)
            if {"check-crashed", "check-timeout"} & set(codes):
                print(f"{case.group} {case.name}: {inspection.diagnostics[0].message}", file=sys.stderr)
            return outcome

        with ThreadPoolExecutor(options.jobs) as pool:
            outcomes = list(pool.map(run, cases))
    report(outcomes)


def found(paths: Iterable[Path], per_folder: int, folder: Path) -> Iterator[Case]:
    """Yield each PDF once, however often it is installed."""
    folders: dict[Path, list[Path]] = defaultdict(list)
    for top in paths:
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.name.lower().endswith((".pdf", ".pdf.gz")) and path.is_file() and not path.is_symlink():
                folders[path.parent].append(path)
    seen: set[bytes] = set()
    for members in folders.values():
        step = max(1.0, len(members) / per_folder)
        for path in (members[int(index * step)] for index in range(int(len(members) / step))):
            data = path.read_bytes()
            digest = hashlib.sha256(data).digest()
            if digest in seen:
                continue
            seen.add(digest)
            if path.suffix.lower() == ".gz":
                unpacked = folder / f"{len(seen)}.pdf"
                unpacked.write_bytes(gzip.decompress(data))
                yield Case("unchanged", str(path), unpacked)
            else:
                yield Case("unchanged", str(path), path)


def flipped(data: bytes, chance: random.Random, count: int) -> bytes:
    changed = bytearray(data)
    for _ in range(count):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def flipped_end(data: bytes, chance: random.Random) -> bytes:
    return data[:-2000] + flipped(data[-2000:], chance, 10)


def overwritten(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + bytes(1000) + data[start + 1000 :]


WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "truncated to 10 %": lambda data, _: data[: len(data) // 10],
    "truncated to 90 %": lambda data, _: data[: len(data) * 9 // 10],
    "1 bit flipped": lambda data, chance: flipped(data, chance, 1),
    "100 bits flipped": lambda data, chance: flipped(data, chance, 100),
    "10 bits of the last 2 kB flipped": flipped_end,
    "1 kB of zeros written over": overwritten,
    "encrypted, with a password": lambda data, _: encrypted(data, "secret"),
    "encrypted, without a password": lambda data, _: encrypted(data, ""),
}


def encrypted(data: bytes, password: str) -> bytes:
    import io

    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=password, R=6))
    return target.getvalue()


def spoilt(originals: list[Case], count: int, max_size: int, folder: Path) -> Iterator[Case]:
    small = [case for case in originals if 0 < case.path.stat().st_size <= max_size]
    step = max(1.0, len(small) / count)
    chosen = [small[int(index * step)] for index in range(min(count, len(small)))]
    chance = random.Random(7)
    for way, spoil in WAYS.items():
        for number, case in enumerate(chosen):
            try:
                data = spoil(case.path.read_bytes(), chance)
            except Exception as problem:  # such as a file that is encrypted already
                print(f"{way}: {case.name} left out: {problem}", file=sys.stderr)
                continue
            path = folder / f"{way.replace(' ', '-').replace('%', '')}-{number}.pdf"
            path.write_bytes(data)
            yield Case(way, case.name, path)
    for name, data in {"empty": b"", "only a header": b"%PDF-1.7\n", "zeros": bytes(10_000)}.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(data)
        yield Case("empty, only a header, only zeros", name, path)


def report(outcomes: list[Outcome]) -> None:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.case.group].append(outcome)
    print("| PDFs | files | crashed | timed out | median | slowest |")
    print("|---|--:|--:|--:|--:|--:|")
    for group, members in groups.items():
        seconds = sorted(outcome.seconds for outcome in members)
        crashed, late = (sum(code in one.codes for one in members) for code in ("check-crashed", "check-timeout"))
        middle, slowest = seconds[len(seconds) // 2], seconds[-1]
        print(f"| {group} | {len(members)} | {crashed} | {late} | {middle:.2f} s | {slowest:.1f} s |")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nPeak memory of a check: {peak:.0f} MB.\n")
    whole, broken = groups["unchanged"], [one for one in outcomes if one.case.group != "unchanged"]
    counts = [Counter(code for one in members for code in one.codes) for members in (whole, broken)]
    print(f"| code | of {len(whole)} unchanged | of {len(broken)} damaged |")
    print("|---|--:|--:|")
    for code in sorted({*counts[0], *counts[1]}, key=lambda code: (-counts[0][code], -counts[1][code], code)):
        print(f"| `{code}` | {counts[0][code]} | {counts[1][code]} |")
    print(f"| none | {sum(not one.codes for one in whole)} | {sum(not one.codes for one in broken)} |")
    for one in sorted(outcomes, key=lambda one: -one.seconds)[:8]:
        print(f"{one.seconds:.1f} s, {one.pages} pages: {one.case.group}: {one.case.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
