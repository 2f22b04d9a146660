"""Upper bounds for the value that can still be gained, from a price for height (a Lagrange multiplier).

With a price λ for every sp, one pass over the network finds the best route from each node to the goal. For any λ ≥ 0,

    value of a choice  ≤  Σ (value - λ·height) + λ·room,

so the most that can be gained from a node on, in the room that is left, is known too. The price is a fraction of whole
numbers, so everything here is exact. At the price with the lowest bound, a choice that fits and one that does not fit
are equally good; the search for it starts with such a pair and replaces one of the two until the bound no longer falls.
"""

from __future__ import annotations

from typing import NamedTuple

from cvpdf.fitting.optimiser.network import Network


class Price(NamedTuple):
    """``worth`` is the weight of a unit of value, ``cost`` that of one sp of height; λ is cost / worth."""

    worth: int
    cost: int


class Route(NamedTuple):
    """A choice that obeys the rules, with its value and its height in sp, spaces at page tops included."""

    chosen: frozenset[int]
    value: int
    height: int


class Bounds(NamedTuple):
    """What can be reached from each node. ``gains`` are in the unit of ``price``: worth·value - cost·height."""

    price: Price
    gains: list[int]
    heights: list[int]
    """The least height in sp from each node to the goal."""
    most: int
    """No choice that fits has more value."""
    low: Route
    """The best choice that fits among those that the search for the price has met."""


def bound(network: Network, room: int) -> Bounds | None:
    """Return bounds for choices of at most ``room`` sp, or ``None`` if there is no such choice."""
    huge = 1 + sum({node.step.item: node.step.value for node in network.nodes}.values())
    lowest = Price(1, huge)
    gains = _gains(network, lowest)
    low = _follow(network, gains)
    if low.height > room:
        return None
    # The gains are worth·value - huge·height with value < huge, so the division leaves the height.
    heights = [-(gain // huge) for gain in gains]
    tall = 1 + sum(node.step.height for node in network.nodes)
    price = Price(tall, 1)
    gains = _gains(network, price)
    high = _follow(network, gains)
    if high.height <= room:
        return Bounds(price, gains, heights, high.value, low=high)
    while True:
        price = Price(high.height - low.height, high.value - low.value)
        gains = _gains(network, price)
        middle = _follow(network, gains)
        if price.worth * middle.value - price.cost * middle.height == price.worth * low.value - price.cost * low.height:
            break
        if middle.height <= room:
            low = middle
        else:
            high = middle
    return Bounds(price, gains, heights, (gains[0] + price.cost * room) // price.worth, low)


def _gains(network: Network, price: Price) -> list[int]:
    """Return the greatest worth·value - cost·height of a route from each node to the goal."""
    worth, cost = price
    gains = [0] * (len(network.nodes) + 1)
    for number in range(len(network.nodes) - 1, -1, -1):
        node = network.nodes[number]
        if node.take < 0:
            gains[number] = gains[node.skip]
            continue
        gain = worth * node.step.value - cost * node.step.height + gains[node.take]
        if node.skip >= 0 and gains[node.skip] >= gain:
            gain = gains[node.skip]
        gains[number] = gain
    return gains


def _follow(network: Network, gains: list[int]) -> Route:
    """Return a route from the start to the goal that has the gain of the start."""
    chosen, value, height, number = [], 0, 0, 0
    while number < len(network.nodes):
        node = network.nodes[number]
        if node.skip >= 0 and gains[node.skip] == gains[number]:
            number = node.skip
            continue
        chosen.append(node.step.item)
        value += node.step.value
        height += node.step.height
        number = node.take
    return Route(frozenset(chosen), value, height)
