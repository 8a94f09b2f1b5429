package dev.tributary.audience.messaging;

import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Stops the stream for tests; the service makes it anew from what is on disk. */
@ApplicationScoped
public class StreamControl {

  private final AudienceStream stream;

  StreamControl(AudienceStream stream) {
    this.stream = stream;
  }

  public void restart() {
    stream.streams().orElseThrow().close(Duration.ofSeconds(30));
    await().atMost(Duration.ofSeconds(60)).until(stream::running);
  }
}
