"""What the cold start of a command line needs, each trick with what it saves.

A command line starts anew for every call, and may take 80 ms for one file. The figures are CPU time
of ``parse -f json`` on one dispatch with CPython 3.11, over the same call without the trick; a bare
start of Python takes 11 ms.

============== ======== =======================================================
``kept``         510 ms tables are read back as they were made, not made again
``short_way``     22 ms plain calls of ``parse`` are read without importing click
``patterns``      14 ms regular expressions are compiled when first used
``leaving``       12 ms the process ends without taking its memory apart
============== ======== =======================================================

A trick that saves less than 10 ms is not worth a module. ``benchmarks/cold_start.py`` measures the
whole call, and with ``--without`` what each trick saves.
"""
