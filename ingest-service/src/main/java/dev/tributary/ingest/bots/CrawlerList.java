package dev.tributary.ingest.bots;

import dev.tributary.ingest.domain.event.Bots;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The list that web servers share: <a
 * href="https://github.com/monperrus/crawler-user-agents">crawler-user-agents</a>, some 1,500
 * patterns, kept up to date by many. What was found of a user agent is kept: there are many events
 * of each.
 */
@ApplicationScoped
class CrawlerList implements Bots {

  private static final String FILE = "/crawler-user-agents/crawler-user-agents.json";

  /** No browser's is longer; what follows is not looked at. */
  private static final int MOST_CHARACTERS = 512;

  /** Beyond it all are looked at anew; only who makes them up gets there. */
  private static final int MOST_KEPT = 20_000;

  private final List<Pattern> patterns = patterns();
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

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
    boolean isBot = patterns.stream().anyMatch(pattern -> pattern.matcher(agent).find());
    known.put(agent, isBot);
    return isBot;
  }

  private static List<Pattern> patterns() {
    var patterns = new ArrayList<Pattern>();
    if (JsonText.parse(text()) instanceof Json.Arr(var crawlers)) {
      for (var crawler : crawlers) {
        if (crawler instanceof Json.Obj(var fields)
            && fields.get("pattern") instanceof Json.Str(var pattern)) {
          patterns.add(Pattern.compile(pattern));
        }
      }
    }
    if (patterns.isEmpty()) {
      throw new IllegalStateException(FILE + " has no patterns");
    }
    return List.copyOf(patterns);
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
