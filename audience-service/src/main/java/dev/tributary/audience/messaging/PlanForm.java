package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.plan.Job;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.ComputedTraitReader;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A plan as bytes: the versions as they were written, for who reads them compiles them himself. */
final class PlanForm {

  private static final Logger LOG = Logger.getLogger(PlanForm.class);
  private static final int VERSION = 1;
  private static final int TRAIT = 0;
  private static final int AUDIENCE = 1;

  private PlanForm() {}

  static byte[] toBytes(Plan plan) {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(plan.number());
    write(plan.serving().values(), out);
    write(plan.generations(), out);
    write(plan.waiting().values(), out);
    write(plan.cancelled(), out);
    out.writeUnsigned(plan.retired().size());
    plan.retired().forEach(out::writeLong);
    out.writeByte(plan.job().isPresent() ? 1 : 0);
    plan.job()
        .ifPresent(job -> {
          out.writeUnsigned(job.number());
          write(job.computing().values(), out);
          out.writeUnsigned(job.features().size());
          job.features().keySet().forEach(out::writeLong);
          out.writeUnsigned(job.round());
        });
    return out.toByteArray();
  }

  /**
   * Reads {@link #toBytes} back.
   *
   * @throws InvalidValue if the bytes are none
   */
  static Plan fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("plan", "of an unknown version");
    }
    long number = in.readUnsigned();
    var serving = readVersions(in);
    var generations = readNumbers(in);
    var waiting = readVersions(in);
    var cancelled = readNumbers(in);
    var retired = new ArrayList<Long>();
    for (int left = in.readSize(); left > 0; left--) {
      retired.add(in.readLong());
    }
    Optional<Job> job = in.readByte() == 1 ? Optional.of(readJob(in)) : Optional.empty();
    return new Plan(number, serving, generations, job, waiting, cancelled, retired);
  }

  private static Job readJob(ByteReader in) {
    long number = in.readUnsigned();
    var computing = readVersions(in);
    var known = new LinkedHashMap<Long, Feature>();
    computing.values().forEach(version -> known.putAll(version.features()));
    var features = new LinkedHashMap<Long, Feature>();
    for (int left = in.readSize(); left > 0; left--) {
      long id = in.readLong();
      var feature = known.get(id);
      if (feature != null) {
        features.put(id, feature);
      }
    }
    return new Job(number, computing, features, (int) in.readUnsigned());
  }

  private static void write(Collection<Specified> versions, ByteWriter out) {
    out.writeUnsigned(versions.size());
    for (var version : versions) {
      out.writeByte(version.rule() instanceof Rule.Audience ? AUDIENCE : TRAIT);
      out.writeText(version.rule().name());
      out.writeUnsigned(version.rule().version());
      out.writeJson(version.spec());
    }
  }

  private static Map<Long, Specified> readVersions(ByteReader in) {
    var versions = new LinkedHashMap<Long, Specified>();
    for (int left = in.readSize(); left > 0; left--) {
      int kind = in.readByte();
      var name = in.readText();
      long number = in.readUnsigned();
      if (!(in.readJson() instanceof Json.Obj spec)) {
        throw new InvalidValue("plan", "a definition that is no object");
      }
      read(kind, name, number, spec).ifPresent(version -> versions.put(version.id(), version));
    }
    return versions;
  }

  /** A version that this release cannot read, because a later one wrote it, is left out. */
  private static Optional<Specified> read(int kind, String name, long number, Json.Obj spec) {
    Checked<? extends Rule> checked =
        kind == AUDIENCE
            ? AudienceReader.read(name, number, spec)
            : ComputedTraitReader.read(name, number, spec);
    if (checked instanceof Checked.Valid<? extends Rule>(var rule)) {
      return Optional.of(new Specified(rule, spec));
    }
    LOG.warnf(
        "Version %d of %s is in force and cannot be read by this release: it is left out. Upgrade"
            + " this service, or define it anew",
        number, name);
    return Optional.empty();
  }

  private static void write(Map<Long, Long> numbers, ByteWriter out) {
    out.writeUnsigned(numbers.size());
    numbers.forEach((key, value) -> {
      out.writeLong(key);
      out.writeUnsigned(value);
    });
  }

  private static Map<Long, Long> readNumbers(ByteReader in) {
    var numbers = new LinkedHashMap<Long, Long>();
    for (int left = in.readSize(); left > 0; left--) {
      numbers.put(in.readLong(), in.readUnsigned());
    }
    return numbers;
  }
}
