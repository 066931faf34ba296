"""Reads a folder of dispatches with Spark and writes rows of Parquet: what ``corpus_run.py``
measures when it is asked for ``--engine spark``.

python benchmarks/spark_run.py DUMPS ROWS JOBS
"""

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

from dispatchkit.corpus.batches import record_batches, spark_schema


def main(dumps: str, rows: str, jobs: str) -> None:
    spark = (
        SparkSession.builder.master(f"local[{jobs}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    inputs = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(dumps)
    read = inputs.selectExpr("path", "content AS data").mapInArrow(record_batches, spark_schema())
    read.write.parquet(rows)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
