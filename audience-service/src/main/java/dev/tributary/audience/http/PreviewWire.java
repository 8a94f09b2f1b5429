package dev.tributary.audience.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.audience.domain.preview.Previews.Preview;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an audience would be.
 *
 * @param historyFrom ISO 8601, UTC; before it events are not counted; absent where all are
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record PreviewWire(
    Size size, Profiles profiles, List<Somebody> sample, @Nullable String historyFrom) {

  /** How many members there would be: most likely, and between which two with 95 % confidence. */
  @RegisterForReflection
  record Size(long estimate, long least, long most, boolean exact) {}

  /** How many profiles were looked at, of how many. */
  @RegisterForReflection
  record Profiles(long lookedAt, long of) {}

  /** One who would be a member. */
  @RegisterForReflection
  record Somebody(String profileId, Map<String, List<String>> identifiers) {}

  static PreviewWire of(Preview preview) {
    var size = preview.size();
    return new PreviewWire(
        new Size(size.members(), size.least(), size.most(), size.exact()),
        new Profiles(size.lookedAt(), size.profiles()),
        preview.sample().stream()
            .map(one -> new Somebody(one.profileId(), one.identifiers()))
            .toList(),
        preview.historyFrom().isPresent()
            ? Instant.ofEpochMilli(preview.historyFrom().getAsLong()).toString()
            : null);
  }
}
