"""Where the README's figures come from: what must be quick, measured beside its alternatives.

Ratios are medians of pairs measured in one run (A B A B …), so that a slow or busy machine slows
both sides. Whole commands are timed as processes, from the start until they return.
"""
