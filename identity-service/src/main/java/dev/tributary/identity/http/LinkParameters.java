package dev.tributary.identity.http;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The query parameters of lists of links and of an entity's traits, as the caller wrote them. */
final class LinkParameters {

  static final int MOST = 200;
  static final int USUAL_LINKS = 20;
  static final int MOST_LINKS = 100;

  @QueryParam("limit")
  @DefaultValue("")
  String limit = "";

  @QueryParam("include")
  @DefaultValue("")
  String include = "";

  @QueryParam("verbose")
  @DefaultValue("")
  String verbose = "";

  @QueryParam("next")
  @DefaultValue("")
  String next = "";

  /** How many items a page shows. */
  int limit(int usual, int most) {
    if (limit.isEmpty()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // As wrong as a number out of bounds.
    }
    throw ApiError.invalid("limit is not a number between 1 and " + most);
  }

  /** The names to show; empty for all. */
  Set<String> included() {
    return Arrays.stream(include.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Whether to show where each value comes from. */
  boolean isVerbose() {
    return switch (verbose) {
      case "true" -> true;
      case "false", "" -> false;
      default -> throw ApiError.invalid("verbose is neither true nor false");
    };
  }
}
