package dev.tributary.ingest.domain.source;

import dev.tributary.ingest.domain.oauth.OAuth;
import dev.tributary.ingest.domain.quota.Quota;
import java.util.Optional;

/**
 * What a source lets in, and what it keeps of it.
 *
 * @param origins the web pages that may send
 * @param ip what is kept of clients' addresses
 * @param bots what is done with events of machines
 * @param oauth who may send by token, where that is possible
 * @param quota how much it may send; any amount where it is not given
 */
public record SourceRules(
    Origins origins, IpRule ip, BotRule bots, Optional<OAuth> oauth, Optional<Quota> quota) {

  /** Everything is let in, and kept. */
  public static final SourceRules NONE =
      new SourceRules(Origins.ANY, IpRule.KEEP, BotRule.MARK, Optional.empty(), Optional.empty());
}
