package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.plan.Latest;
import dev.tributary.warehouse.domain.plan.Refresh;
import dev.tributary.warehouse.domain.plan.TableLoad;
import java.util.List;

/**
 * A warehouse that takes statements with parameters, written as {@code ?}, in a transaction that
 * covers changes of tables too.
 */
public interface SqlDialect extends Dialect {

  /** Said first in each transaction; makes loads of one schema follow each other. */
  List<String> begin(String schema);

  /** Has a row if the schema is there. Its parameter is the schema. */
  String schemaExists();

  /** The number of the schema's tables. Its parameter is the schema. */
  String countTables();

  /**
   * Tables, columns and types, by that order. Its parameters are the schema and the tables.
   *
   * @param tables how many
   */
  String columns(int tables);

  /** Writes rows that are not there. */
  RowsSql rows(String schema, TableLoad load);

  /** Each statement's parameters are the keys. */
  List<String> refresh(String schema, Refresh refresh);

  /** How the rows of {@link Latest#source()} with a key are found quickly; empty for no index. */
  List<String> index(String schema, Latest latest);

  /**
   * How rows get into a table.
   *
   * @param insert is said for each row, its parameters the row's cells
   */
  record RowsSql(List<String> before, String insert, List<String> after) {

    public RowsSql {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }
}
