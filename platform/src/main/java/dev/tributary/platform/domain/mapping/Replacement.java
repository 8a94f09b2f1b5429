package dev.tributary.platform.domain.mapping;

/** A plain text and what to put in its place; neither is a regular expression. */
record Replacement(String pattern, String replacement, boolean ignoreCase, boolean everywhere) {

  String in(String text) {
    int found = find(text, 0);
    if (found < 0) {
      return text;
    }
    var out = new StringBuilder(text.length());
    int at = 0;
    while (found >= 0) {
      out.append(text, at, found).append(replacement);
      at = found + pattern.length();
      found = everywhere ? find(text, at) : -1;
    }
    return out.append(text, at, text.length()).toString();
  }

  private int find(String text, int from) {
    if (!ignoreCase) {
      return text.indexOf(pattern, from);
    }
    for (int at = from; at <= text.length() - pattern.length(); at++) {
      if (text.regionMatches(true, at, pattern, 0, pattern.length())) {
        return at;
      }
    }
    return -1;
  }
}
