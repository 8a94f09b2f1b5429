package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.plan.Planned.LoadPlan;
import java.util.List;
import java.util.Set;

/** A warehouse that takes one statement a request. */
public interface HttpDialect extends Dialect {

  /** How many bytes a statement and its parameters may have together. */
  int requestBytes();

  /** Has a row if the schema is there. */
  Statement schemaExists(String schema);

  /** The number of the schema's tables. */
  Statement countTables(String schema);

  /** Tables, columns and types, by that order. */
  Statement columns(String schema, Set<String> tables);

  /** Writes what a plan loads and refreshes, in this order. */
  List<Writing> write(String schema, LoadPlan plan);

  /**
   * What is said in one request.
   *
   * @param parameters texts, numbered from 1
   */
  record Statement(String sql, List<String> parameters) {

    public Statement {
      parameters = List.copyOf(parameters);
    }

    public Statement(String sql) {
      this(sql, List.of());
    }
  }

  /**
   * A statement that writes rows, all or none.
   *
   * @param tables that it writes to
   */
  record Writing(List<String> tables, Statement statement) {

    public Writing {
      tables = List.copyOf(tables);
    }
  }
}
