package dev.tributary.ingest.bots;

import dev.tributary.ingest.domain.event.Bots;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The list that web servers share: <a
 * href="https://github.com/monperrus/crawler-user-agents">crawler-user-agents</a>, some 1,500
 * patterns, kept up to date by many. Nearly all are plain words, which are looked for all at once
 * by their first letters. What was found of a user agent is kept: there are many events of each.
 */
@Singleton
class CrawlerList implements Bots {

  private static final Logger LOG = Logger.getLogger(CrawlerList.class);
  private static final String FILE = "/crawler-user-agents/crawler-user-agents.json";

  /** Letters that stand for themselves in a pattern, and those that do with a backslash before. */
  private static final Pattern WORD =
      Pattern.compile("([A-Za-z0-9 _/:;@,'!=&%#~<>\"-]|\\\\[^A-Za-z0-9])+");

  private static final int FIRST_LETTERS = 3;

  /** No browser's is longer; what follows is not looked at. */
  private static final int MOST_CHARACTERS = 512;

  /** Beyond it all are looked at anew; only who makes them up gets there. */
  private static final int MOST_KEPT = 20_000;

  /** By their first letters. */
  private final Map<String, List<String>> words = new HashMap<>();

  private final List<Pattern> patterns = new ArrayList<>();
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  CrawlerList() {
    if (JsonText.parse(text()) instanceof Json.Arr(var crawlers)) {
      for (var crawler : crawlers) {
        if (crawler instanceof Json.Obj(var fields)
            && fields.get("pattern") instanceof Json.Str(var pattern)) {
          add(pattern);
        }
      }
    }
    if (words.isEmpty()) {
      throw new IllegalStateException(FILE + " has no patterns");
    }
  }

  private void add(String pattern) {
    var word = pattern.replaceAll("\\\\(.)", "$1");
    if (WORD.matcher(pattern).matches() && word.length() >= FIRST_LETTERS) {
      words.computeIfAbsent(word.substring(0, FIRST_LETTERS), _ -> new ArrayList<>()).add(word);
    } else {
      patterns.add(Pattern.compile(pattern));
    }
  }

  /** So that the list is read, or found to be missing, before the first event comes. */
  void start(@Observes StartupEvent event) {
    LOG.debugf("%d crawlers are known by more than a word", patterns.size());
  }

  @Override
  public boolean isBot(String userAgent) {
    var agent =
        userAgent.length() > MOST_CHARACTERS ? userAgent.substring(0, MOST_CHARACTERS) : userAgent;
    var found = known.get(agent);
    if (found != null) {
      return found;
    }
    if (known.size() >= MOST_KEPT) {
      known.clear();
    }
    boolean isBot =
        hasWord(agent) || patterns.stream().anyMatch(pattern -> pattern.matcher(agent).find());
    known.put(agent, isBot);
    return isBot;
  }

  private boolean hasWord(String agent) {
    for (int at = 0; at + FIRST_LETTERS <= agent.length(); at++) {
      for (var word : words.getOrDefault(agent.substring(at, at + FIRST_LETTERS), List.of())) {
        if (agent.startsWith(word, at)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String text() {
    try (var stream = CrawlerList.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is missing in this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
