package dev.tributary.warehouse.domain.row;

import dev.tributary.warehouse.domain.naming.Digest;
import dev.tributary.warehouse.domain.naming.Tables;
import dev.tributary.warehouse.domain.value.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Discards as rows of {@code _discards}. A value longer than a text may be is several rows, which
 * {@code part} puts in order.
 */
public final class DiscardRows {

  private static final int MAX_PROPERTY_LENGTH = 1_000;

  private DiscardRows() {}

  /**
   * The rows of one discard.
   *
   * @param textBytes how long a text may be in UTF-8; at least 4
   */
  public static List<Row> of(Discard discard, int textBytes) {
    var pointer = Json.text(discard.value().property()); // Escaped, so that it can be kept.
    var property = pointer.substring(1, pointer.length() - 1);
    var rows = new ArrayList<Row>();
    for (var part : parts(discard.value().json(), textBytes)) {
      var number = rows.size();
      rows.add(
          new RowDraft(
                  discard.item(),
                  Tables.DISCARDS,
                  Digest.key(discard.table(), discard.rowId(), property, Integer.toString(number)),
                  discard.at())
              .own("table_name", discard.table())
              .own("column_name", discard.column())
              .own("row_id", discard.rowId())
              .own("property", shortened(property))
              .own("part", number)
              .own("value", part)
              .own("reason", discard.reason().code())
              .own(Columns.RECEIVED_AT, discard.at())
              .row());
    }
    return rows;
  }

  private static String shortened(String property) {
    return property.length() <= MAX_PROPERTY_LENGTH
        ? property
        : property.substring(0, property.offsetByCodePoints(0, MAX_PROPERTY_LENGTH / 2)) + "…";
  }

  private static List<String> parts(String json, int bytes) {
    var parts = new ArrayList<String>();
    int start = 0;
    int size = 0;
    for (int at = 0; at < json.length(); ) {
      int point = json.codePointAt(at);
      int width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (size + width > bytes) {
        parts.add(json.substring(start, at));
        start = at;
        size = 0;
      }
      size += width;
      at += Character.charCount(point);
    }
    parts.add(json.substring(start));
    return parts;
  }
}
