package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.dialect.HttpDialect;
import dev.tributary.warehouse.domain.load.Attempted;
import dev.tributary.warehouse.domain.load.TableStore;
import dev.tributary.warehouse.domain.plan.Fixed;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Tables behind HTTP. A table is changed before rows are written, and stays so if they are not: it
 * is then wider than it had to be.
 *
 * <p>Each writing is all or nothing; whether a load is, depends on how many the dialect makes of
 * it. A writing that does not fit into a request is refused, so that the load is halved.
 */
final class HttpTableStore implements TableStore {

  private final HttpDialect dialect;
  private final HttpStatements statements;

  HttpTableStore(HttpDialect dialect, HttpStatements statements) {
    this.dialect = dialect;
    this.statements = statements;
  }

  @Override
  public Attempted attempt(String schema, List<Draft> drafts, Fixed fixed) {
    var load = new HttpLoad(dialect, statements, schema);
    try {
      return load.run(drafts, fixed);
    } catch (StatementRefused e) {
      return load.step().attempted(e.failure(), e.code());
    } catch (IOException | UncheckedIOException e) {
      return new Attempted.Away(e.getClass().getSimpleName());
    }
  }
}
