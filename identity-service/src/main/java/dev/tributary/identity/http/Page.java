package dev.tributary.identity.http;

import dev.tributary.platform.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Some of the items of a list that is ordered by key, and how to get the next ones. A cursor holds
 * the key of the last item shown, so that a list which changes meanwhile is not shown twice.
 *
 * @param next cursor of the next page; empty on the last one
 */
record Page<T>(List<T> items, int limit, String next) {

  /**
   * The items after a cursor.
   *
   * @param cursor as a page before gave it; empty for the first page
   */
  static <T> Page<T> of(List<T> all, Function<T, String> key, String cursor, int limit) {
    var after = decode(cursor);
    int start = 0;
    if (!cursor.isEmpty()) {
      while (start < all.size() && key.apply(all.get(start)).compareTo(after) <= 0) {
        start++;
      }
    }
    int end = Math.min(all.size(), start + limit);
    var items = all.subList(start, end);
    var next = end < all.size() && !items.isEmpty() ? encode(key.apply(items.getLast())) : "";
    return new Page<>(items, limit, next);
  }

  /** As the API tells it. */
  Json cursor(String path) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("url", Json.of(path));
    fields.put("has_more", Json.of(!next.isEmpty()));
    fields.put("next", Json.of(next));
    fields.put("limit", Json.of(limit));
    return new Json.Obj(fields);
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("next is not a cursor that this API gave");
    }
  }
}
