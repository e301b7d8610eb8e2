"""How fast Regwire is, each figure a ratio to something measured in the same run.

    make bench          every figure, a table on stdout and benchmarks/results.json
    python -m benchmarks --models DIR --only text,one

See docs/speed.md for what the figures mean and what was found.
"""
