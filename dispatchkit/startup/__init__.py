"""What makes a cold start of the command line fast: each trick, with the time that it saves.

A command line starts anew for every call, which takes as long as twelve bare starts of Python if it
parses one dispatch. The figures are the CPU time that ``parse -f json`` would take longer without
the trick, in bare starts (11 ms on an idle machine, CPython 3.11).

============== ======== =======================================================
``kept``         90     what was made of tables is read back, not made again
``patterns``      5     regular expressions are compiled when first used, and
                        their code is kept as well
``leaving``     1 to 5  the process ends without freeing its memory
``short_way``     2     plain calls of ``parse`` are read without importing click
``collecting``    1.5   Python looks for garbage after the start
============== ======== =======================================================

A trick that saves less than one bare start is not worth a module. ``benchmarks/table.py cold
tricks`` measures the whole call, and what each trick saves.
"""
