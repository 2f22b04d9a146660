"""From the session's threads to those who wait in the event loop."""

from __future__ import annotations

import asyncio
import threading

from cvpdf.live.events import Started
from cvpdf.preview.state import View
from cvpdf.preview.view_stream import ViewStream


async def collect(views: ViewStream, seen: list[View | None], patience: float = 60) -> None:
    async for view in views.changes(patience):
        seen.append(view)


async def until(seen: list[View | None], count: int) -> None:
    while len(seen) < count:
        await asyncio.sleep(0.001)


def test_the_view_comes_at_once_and_after_each_change() -> None:
    async def run() -> None:
        views, seen, others = ViewStream(), list[View | None](), list[View | None]()
        streams = asyncio.gather(collect(views, seen), collect(views, others))
        await until(seen, 1)
        worker = threading.Thread(target=views.update, args=(Started(1),))
        worker.start()
        await asyncio.wait_for(asyncio.gather(until(seen, 2), until(others, 2)), 10)
        worker.join()
        views.close()
        await asyncio.wait_for(streams, 10)
        assert [view.revision for view in seen if view] == [0, 1]
        assert others == seen

    asyncio.run(run())


def test_whoever_is_slow_gets_the_last_view() -> None:
    async def run() -> None:
        views = ViewStream()
        changes = views.changes(60)
        await anext(changes)
        for revision in range(1, 100):
            views.update(Started(revision))
        view = await anext(changes)
        assert view
        assert view.revision == 99

    asyncio.run(run())


def test_silence_is_told() -> None:
    async def run() -> None:
        views, seen = ViewStream(), list[View | None]()
        stream = asyncio.create_task(collect(views, seen, 0.01))
        await asyncio.wait_for(until(seen, 3), 10)
        views.close()
        await asyncio.wait_for(stream, 10)
        assert seen[1:3] == [None, None]

    asyncio.run(run())


def test_a_stream_that_begins_after_the_end_ends() -> None:
    async def run() -> None:
        views, seen = ViewStream(), list[View | None]()
        views.close()
        await asyncio.wait_for(collect(views, seen), 10)
        assert seen == []

    asyncio.run(run())
