package dev.tributary.identity.domain.linkage.text;

/** How a name sounds in English, roughly: American Soundex, as the US National Archives tell it. */
public final class Soundex {

  private static final int LENGTH = 4;
  private static final String CODES = "01230120022455012623010202";

  private Soundex() {}

  /** A letter and three digits; empty where the text has no letter from a to z. */
  public static String of(String normal) {
    var sound = new StringBuilder(LENGTH);
    char last = '0';
    for (int i = 0; i < normal.length() && sound.length() < LENGTH; i++) {
      char letter = normal.charAt(i);
      if (letter < 'a' || letter > 'z') {
        continue;
      }
      char code = CODES.charAt(letter - 'a');
      if (sound.isEmpty()) {
        sound.append(letter);
      } else if (code != '0' && code != last) {
        sound.append(code);
      }
      if (letter != 'h' && letter != 'w') {
        last = code;
      }
    }
    while (!sound.isEmpty() && sound.length() < LENGTH) {
      sound.append('0');
    }
    return sound.toString();
  }
}
