package dev.tributary.connectors.domain.preview;

import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Optional;

/** What would become of an event. */
public sealed interface Preview {

  /** It would not be sent. */
  record Unsent(String code, String message) implements Preview {}

  /** It would be a record: the connector makes no requests. */
  record Written(Json.Obj payload) implements Preview {}

  /**
   * It would be sent.
   *
   * @param tokenFrom where a token is asked for first
   * @param steps at least one
   */
  record Sent(Json.Obj payload, Optional<String> tokenFrom, List<Shown> steps) implements Preview {
    public Sent {
      steps = List.copyOf(steps);
    }
  }

  /** One step. */
  sealed interface Shown {

    String step();

    /**
     * A request.
     *
     * @param when on which answers of earlier steps it depends whether it is made
     */
    record Made(String step, Request request, Optional<String> when) implements Shown {}

    /** None for this event. */
    record Skipped(String step, String when) implements Shown {}

    /** None can be made. */
    record Impossible(String step, String reason) implements Shown {}
  }
}
