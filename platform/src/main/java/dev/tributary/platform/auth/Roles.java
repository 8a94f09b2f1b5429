package dev.tributary.platform.auth;

/** The roles, for {@code @RolesAllowed}. Each one may do all that the one before it may. */
public final class Roles {

  /** Reads. */
  public static final String VIEWER = "viewer";

  /** Reads, and changes definitions. */
  public static final String EDITOR = "editor";

  /** Everything, what cannot be undone included. */
  public static final String ADMIN = "admin";

  private Roles() {}
}
