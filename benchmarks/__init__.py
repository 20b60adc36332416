"""What the figures in docs/performance.md come from: a catalogue of any size, peers, questions, and a clock.

`python -m benchmarks.run --help` says what can be measured. Nothing here is ever run as a test.
"""
