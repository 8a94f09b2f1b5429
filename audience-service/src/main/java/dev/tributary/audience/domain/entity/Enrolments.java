package dev.tributary.audience.domain.entity;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.entity.EntityWord.Former;
import dev.tributary.audience.domain.entity.EntityWord.Seat;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a profile told its entities, and what they answered. A working copy, as the profile is. The
 * numbers of its words count on under its id whatever happens to it.
 */
public final class Enrolments {

  private static final int VERSION = 1;

  private final Map<Entity, Enrolment> enrolments = new LinkedHashMap<>();
  private long words;

  /**
   * One entity.
   *
   * @param first number of the word by which the profile joined
   * @param last number of the last word; 0 for none yet
   * @param share fingerprint of the share that was told
   * @param former who was told under other ids and is this profile, not told yet
   */
  private record Enrolment(
      long first, long last, long share, Map<Long, Boolean> answers, List<Former> former) {

    private static final Enrolment NONE = new Enrolment(0, 0, 0, Map.of(), List.of());
  }

  /** To which entity a word is to be sent. */
  public record Addressed(Entity to, EntityWord word) {}

  /** What a profile that is merged away leaves to the other one, of one entity. */
  public record Legacy(Entity entity, List<Former> former, Map<Long, Boolean> answers) {

    public Legacy {
      former = List.copyOf(former);
      answers = Map.copyOf(answers);
    }
  }

  public boolean isEmpty() {
    return enrolments.isEmpty();
  }

  /**
   * What is new of the profile, to be sent: shares that changed, entities that it joined or left.
   */
  public List<Addressed> tell(
      String self, Set<Entity> entities, Function<String, Share> shareOfKind) {
    var sent = new ArrayList<Addressed>();
    var shares = new LinkedHashMap<String, Share>();
    for (var entity : entities) {
      var share = shares.computeIfAbsent(entity.kind(), shareOfKind);
      var before = enrolments.getOrDefault(entity, Enrolment.NONE);
      long fingerprint = share.fingerprint();
      if (before.last() == 0 || before.share() != fingerprint || !before.former().isEmpty()) {
        words++;
        long first = before.last() == 0 ? words : before.first();
        enrolments.put(
            entity, new Enrolment(first, words, fingerprint, before.answers(), List.of()));
        var word = new EntityWord.Joined(new Seat(self, first), words, before.former(), share);
        sent.add(new Addressed(entity, word));
      }
    }
    for (var entry : List.copyOf(enrolments.entrySet())) {
      if (!entities.contains(entry.getKey())) {
        enrolments.remove(entry.getKey());
        for (var former : allOf(self, entry.getValue())) {
          sent.add(new Addressed(entry.getKey(), new EntityWord.Left(former)));
        }
      }
    }
    return sent;
  }

  /** Takes in what an entity says; false where the profile did not ask, or knows better. */
  public boolean hear(EntityWord.Answered answered) {
    var there = enrolments.get(answered.entity());
    if (there == null || answered.number() < there.first()) {
      return false;
    }
    enrolments.put(
        answered.entity(),
        new Enrolment(
            there.first(), there.last(), there.share(), answered.answers(), there.former()));
    return !there.answers().equals(answered.answers());
  }

  /** What an entity answered; nothing where it did not yet. */
  public Optional<Boolean> answer(Entity entity, long question) {
    var there = enrolments.get(entity);
    return there == null ? Optional.empty() : Optional.ofNullable(there.answers().get(question));
  }

  /** Takes out all of it, for the profile that this one is merged into. */
  public List<Legacy> leave(String self) {
    var left = new ArrayList<Legacy>();
    enrolments.forEach((entity, enrolment) ->
        left.add(new Legacy(entity, allOf(self, enrolment), enrolment.answers())));
    enrolments.clear();
    return left;
  }

  /** Takes in what another left. */
  public void inherit(List<Legacy> legacies) {
    for (var legacy : legacies) {
      var there = enrolments.getOrDefault(legacy.entity(), Enrolment.NONE);
      var former = new ArrayList<>(there.former());
      former.addAll(legacy.former());
      var answers = there.last() == 0 ? legacy.answers() : there.answers();
      enrolments.put(
          legacy.entity(),
          new Enrolment(there.first(), there.last(), there.share(), answers, former));
    }
  }

  private static List<Former> allOf(String self, Enrolment enrolment) {
    var all = new ArrayList<>(enrolment.former());
    if (enrolment.last() > 0) {
      all.add(new Former(new Seat(self, enrolment.first()), enrolment.last()));
    }
    return all;
  }

  /** The binary form. */
  public byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(words);
    out.writeUnsigned(enrolments.size());
    enrolments.forEach((entity, one) -> {
      out.writeText(entity.kind());
      out.writeText(entity.id());
      out.writeUnsigned(one.first());
      out.writeUnsigned(one.last());
      out.writeLong(one.share());
      Share.writeAnswers(out, one.answers());
      Former.write(out, one.former());
    });
    return out.toByteArray();
  }

  /**
   * Reads the binary form.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  public static Enrolments fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("stored enrolments", "of an unknown version");
    }
    var all = new Enrolments();
    all.words = in.readUnsigned();
    for (int left = in.readSize(); left > 0; left--) {
      var entity = new Entity(in.readText(), in.readText());
      all.enrolments.put(
          entity,
          new Enrolment(
              in.readUnsigned(),
              in.readUnsigned(),
              in.readLong(),
              Share.readAnswers(in),
              Former.read(in)));
    }
    return all;
  }

  /** Appends what is left to another profile. */
  public static void writeLegacies(ByteWriter out, List<Legacy> legacies) {
    out.writeUnsigned(legacies.size());
    for (var legacy : legacies) {
      out.writeText(legacy.entity().kind());
      out.writeText(legacy.entity().id());
      Former.write(out, legacy.former());
      Share.writeAnswers(out, legacy.answers());
    }
  }

  /** Reads what {@link #writeLegacies} wrote. */
  public static List<Legacy> readLegacies(ByteReader in) {
    var legacies = new ArrayList<Legacy>();
    for (int left = in.readSize(); left > 0; left--) {
      var entity = new Entity(in.readText(), in.readText());
      legacies.add(new Legacy(entity, Former.read(in), Share.readAnswers(in)));
    }
    return List.copyOf(legacies);
  }
}
