package dev.tributary.warehouse.statement;

import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Cells as parameters of statements. */
public final class CellParameters {

  private CellParameters() {}

  /**
   * Sets one.
   *
   * @param cell of the column's type, or null for none
   */
  public static void set(
      PreparedStatement statement, int index, ColumnType type, @Nullable Cell cell)
      throws SQLException {
    switch (cell) {
      case null -> statement.setNull(index, sqlType(type));
      case Cell.Flag(var value) -> statement.setBoolean(index, value);
      case Cell.Whole(var value) -> statement.setLong(index, value);
      case Cell.Real(var value) -> statement.setDouble(index, value);
      case Cell.Moment(var value) -> statement.setObject(index, value.atOffset(ZoneOffset.UTC));
      case Cell.Text(var value) -> statement.setString(index, value);
    }
  }

  private static int sqlType(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> Types.BOOLEAN;
      case INTEGER -> Types.BIGINT;
      case FLOAT -> Types.DOUBLE;
      case TIMESTAMP -> Types.TIMESTAMP_WITH_TIMEZONE;
      case VARCHAR -> Types.VARCHAR;
    };
  }
}
