package dev.tributary.ingest.bots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrawlerListTest {

  private static final CrawlerList LIST = new CrawlerList();

  /** As the list itself says it, pattern by pattern. */
  @Test
  void findsWhatThePatternsFind() throws IOException {
    try (var stream =
        CrawlerList.class.getResourceAsStream("/crawler-user-agents/crawler-user-agents.json")) {
      var crawlers = (Json.Arr) JsonText.parse(stream.readAllBytes());
      int instances = 0;
      for (var crawler : crawlers.items()) {
        var fields = ((Json.Obj) crawler).fields();
        if (fields.get("instances") instanceof Json.Arr(var agents)) {
          for (var agent : agents) {
            assertThat(LIST.isBot(((Json.Str) agent).value())).as("%s", agent).isTrue();
            instances++;
          }
        }
      }
      assertThat(instances).isGreaterThan(1_000);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | true",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) | true",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36 | true",
        "Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2; +https://openai.com/gptbot) | true",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 | false",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1 | false",
        "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0 | false"
      })
  void knowsCrawlersFromBrowsers(String userAgent, boolean isBot) {
    assertThat(LIST.isBot(userAgent)).isEqualTo(isBot);
    assertThat(LIST.isBot(userAgent)).isEqualTo(isBot); // as it was kept
  }
}
