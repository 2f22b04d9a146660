"""An exact optimiser in plain numbers: which items of a tree have the highest total value and fit on the pages."""
