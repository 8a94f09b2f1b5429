package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.naming.Tables;
import dev.tributary.warehouse.domain.row.Columns;

/**
 * The tables with the latest of each user and account.
 *
 * <p>A row is a function of the rows of {@link #source()} with its key: of each column the value of
 * the last row, by {@code timestamp} and then {@code id}, that has one. So it does not matter in
 * which order those came.
 */
public enum Latest {
  USERS(Tables.USERS, Tables.IDENTIFIES, Columns.USER_ID),
  ACCOUNTS(Tables.ACCOUNTS, Tables.GROUPS, Columns.GROUP_ID);

  private final String table;
  private final String source;
  private final String key;

  Latest(String table, String source, String key) {
    this.table = table;
    this.source = source;
    this.key = key;
  }

  public String table() {
    return table;
  }

  public String source() {
    return source;
  }

  /** The column of {@link #source()} that is {@code id} here. */
  public String key() {
    return key;
  }
}
