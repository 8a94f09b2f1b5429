package dev.tributary.warehouse.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.domain.dialect.DuckDb;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.testing.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbWarehouseTest extends JdbcWarehouseContract {

  @TempDir Path directory;

  @Test
  void letsOthersReadTheFileBetweenLoads() throws SQLException {
    // Given
    var warehouse = JdbcWarehouses.duckDb(file());
    warehouse.load(new Batch("shop", List.of(Events.track("m1", "Signed Up", Map.of("a", 1)))));

    // When
    var tables = tables("shop");

    // Then
    assertThat(tables.tables().keySet()).containsExactly("signed_up", "tracks");
  }

  @Test
  void givesEveryReservedWordAnUnderscore() throws SQLException {
    // Given
    var words = new HashSet<String>();
    try (var connection = connection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT keyword_name FROM duckdb_keywords()"
                    + " WHERE keyword_category IN ('reserved', 'type_function')")) {
      while (rows.next()) {
        words.add(rows.getString(1));
      }
    }

    // When
    var changed = words.stream().filter(word -> naming().column(word).equals("_" + word)).toList();

    // Then
    assertThat(words).hasSizeGreaterThan(70);
    assertThat(changed).containsExactlyInAnyOrderElementsOf(words);
  }

  @Override
  Warehouse warehouse(Connections connections) {
    return JdbcWarehouses.duckDb(connections);
  }

  @Override
  Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + file());
  }

  @Override
  void empty() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Naming naming() {
    return new DuckDb().naming();
  }

  private Path file() {
    return directory.resolve("warehouse.duckdb");
  }
}
