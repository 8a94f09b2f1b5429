package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.dialect.HttpDialect.Statement;
import java.io.IOException;
import java.util.List;

/** A warehouse's own way of taking statements over HTTP. */
interface HttpStatements {

  /**
   * Runs one to its end.
   *
   * @return the rows it answers, cells as text, empty for null
   * @throws StatementRefused if the warehouse answers that it will not
   * @throws IOException if it does not answer, or not in its own way
   */
  List<List<String>> run(Statement statement) throws IOException, StatementRefused;
}
