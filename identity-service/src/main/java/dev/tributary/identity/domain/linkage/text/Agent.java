package dev.tributary.identity.domain.linkage.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a user agent's text says that does not change with the next update: the platform, the
 * browser's family, and the device's model where it is told.
 */
public record Agent(String platform, String browser, String model) {

  private static final Pattern SEPARATOR = Pattern.compile("\\|");
  private static final Pattern ANDROID_MODEL =
      Pattern.compile(
          "android [\\d.]+; (?:[a-z]{2}-[a-z]{2}; )?([a-z0-9 _-]{1,40}?)(?: build|\\))");
  private static final int MAX_LENGTH = 1_000;

  /** In this order: many browsers also call themselves by the name of a later one. */
  private static final List<Name> BROWSERS =
      List.of(
          new Name("edg", "edge"),
          new Name("opr/", "opera"),
          new Name("samsungbrowser", "samsung"),
          new Name("firefox", "firefox"),
          new Name("fxios", "firefox"),
          new Name("crios", "chrome"),
          new Name("chrome", "chrome"),
          new Name("safari", "safari"));

  private static final List<Name> PLATFORMS =
      List.of(
          new Name("ipad", "ipados"),
          new Name("iphone", "ios"),
          new Name("android", "android"),
          new Name("windows", "windows"),
          new Name("cros", "chromeos"),
          new Name("mac os", "macos"),
          new Name("macintosh", "macos"),
          new Name("linux", "linux"));

  private record Name(String sign, String meaning) {}

  /** Reads the text a client sends as its user agent; empty where it says nothing. */
  public static Optional<Agent> of(String userAgent) {
    if (userAgent.isBlank() || userAgent.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var text = userAgent.toLowerCase(Locale.ROOT);
    var model = ANDROID_MODEL.matcher(text);
    return Optional.of(
        new Agent(
            first(PLATFORMS, text), first(BROWSERS, text), model.find() ? model.group(1) : ""));
  }

  /** Reads what {@link #text()} wrote. */
  public static Optional<Agent> parse(String text) {
    var parts = SEPARATOR.split(text, -1);
    return parts.length == 3
        ? Optional.of(new Agent(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  public String text() {
    return platform + "|" + browser + "|" + model;
  }

  /** Whether people who have the one often have the other, being of one maker. */
  public boolean sameMaker(Agent other) {
    return platform.equals(other.platform) || (isApple() && other.isApple());
  }

  private boolean isApple() {
    return platform.equals("ios") || platform.equals("ipados") || platform.equals("macos");
  }

  private static String first(List<Name> names, String text) {
    return names.stream()
        .filter(name -> text.contains(name.sign()))
        .map(Name::meaning)
        .findFirst()
        .orElse("other");
  }
}
