"""What makes a cold start of the command line fast: each trick, with the time that it saves.

A command line starts anew for every call, and may take 80 ms for one file. The figures are the CPU
time that ``parse -f json`` on one dispatch would take longer without the trick (CPython 3.11; a
bare start of Python takes 11 ms).

============== ======== =======================================================
``kept``         510 ms what was made of tables is read back, not made again
``short_way``     22 ms plain calls of ``parse`` are read without importing click
``patterns``      14 ms regular expressions are compiled when first used
``leaving``       12 ms the process ends without freeing its memory
============== ======== =======================================================

A trick that saves less than 10 ms is not worth a module. ``benchmarks/table.py cold tricks``
measures the whole call, and what each trick saves.
"""
