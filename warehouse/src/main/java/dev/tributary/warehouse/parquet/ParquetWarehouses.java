package dev.tributary.warehouse.parquet;

import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.domain.dialect.DuckDb;
import dev.tributary.warehouse.domain.load.TableWarehouse;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.plan.Limits;
import java.util.Set;

/** Warehouses of Parquet files: a data lake. Each may be used by any number of threads. */
public final class ParquetWarehouses {

  /** As many tables as there are events: a table is no more than a directory. */
  private static final Limits LIMITS = new Limits(10_000, Integer.MAX_VALUE, 100 << 20);

  /** A partition's names are columns to whoever reads it, and no property's. */
  static final Naming NAMING = new DuckDb().naming().reserving(Set.of("date", "hour"));

  private ParquetWarehouses() {}

  /**
   * Files in a store. There are no {@code users} and {@code accounts}, which are made anew with
   * each load elsewhere; the documentation has them as views.
   */
  public static Warehouse in(ObjectStore store) {
    return new TableWarehouse(NAMING, new ParquetTableStore(LIMITS, store));
  }
}
