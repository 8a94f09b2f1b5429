package dev.tributary.warehouse.domain.naming;

import dev.tributary.warehouse.domain.ProfileTable;
import java.util.Set;

/** The tables that every schema has; no event's table is called so. */
public final class Tables {

  public static final String TRACKS = "tracks";
  public static final String IDENTIFIES = "identifies";
  public static final String USERS = "users";
  public static final String PAGES = "pages";
  public static final String SCREENS = "screens";
  public static final String GROUPS = "groups";
  public static final String ACCOUNTS = "accounts";
  public static final String ALIASES = "aliases";
  public static final String DISCARDS = "_discards";

  private static final Set<String> ALL =
      Set.of(TRACKS, IDENTIFIES, USERS, PAGES, SCREENS, GROUPS, ACCOUNTS, ALIASES, DISCARDS);

  private Tables() {}

  /** Whether it is one of these, and no event's own. */
  public static boolean isOfEverySchema(String table) {
    return ALL.contains(table) || ProfileTable.named(table).isPresent();
  }
}
