package dev.tributary.identity.wire;

import dev.tributary.identity.domain.linkage.blocking.CandidatePairs.RuleCounts;
import dev.tributary.identity.domain.linkage.evaluation.Evaluation;
import dev.tributary.identity.domain.linkage.model.FieldWeights;
import dev.tributary.identity.domain.linkage.model.LevelWeights;
import dev.tributary.identity.domain.linkage.model.Score;
import dev.tributary.identity.domain.linkage.run.Linkage.Learnt;
import dev.tributary.identity.domain.linkage.run.Method;
import dev.tributary.identity.domain.linkage.run.RunResult;
import dev.tributary.identity.domain.linkage.run.RunResult.MethodResult;
import dev.tributary.identity.domain.linkage.run.RunSettings;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Runs of linkage as JSON: what they are to do, what they learnt, how good they are. */
public final class RunWire {

  private static final MathContext DIGITS = new MathContext(6);
  private static final Set<String> FIELDS =
      Set.of("methods", "without", "floor", "promoteFrom", "seed", "evaluate");

  private RunWire() {}

  /** Reads settings; what is not there is as usual. */
  public static RunSettings settings(Json.Obj json, RunSettings usual) {
    for (var name : json.fields().keySet()) {
      if (!FIELDS.contains(name)) {
        throw new InvalidValue(name, "not a setting of a run");
      }
    }
    var methods = json.field("methods").map(value -> texts("methods", value));
    return new RunSettings(
        methods.map(RunWire::methods).orElse(usual.methods()),
        json.field("without")
            .<Set<String>>map(value -> new TreeSet<>(texts("without", value)))
            .orElse(usual.without()),
        json.field("floor").map(value -> number("floor", value)).orElse(usual.floor()),
        json.field("promoteFrom")
            .map(value -> number("promoteFrom", value))
            .orElse(usual.promoteFrom()),
        json.field("seed").map(RunWire::seed).orElse(usual.seed()),
        json.field("evaluate").map(RunWire::evaluate).orElse(usual.evaluate()));
  }

  /** Settings in full. */
  public static Json.Obj toJson(RunSettings settings) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("methods", list(settings.methods(), method -> Json.of(method.text())));
    fields.put("without", list(new TreeSet<>(settings.without()), Json::of));
    fields.put("floor", Json.of(BigDecimal.valueOf(settings.floor())));
    fields.put("promoteFrom", Json.of(BigDecimal.valueOf(settings.promoteFrom())));
    fields.put("seed", Json.of(settings.seed()));
    fields.put("evaluate", Json.of(settings.evaluate()));
    return new Json.Obj(fields);
  }

  /** Everything a run is worth knowing for. */
  public static Json.Obj toJson(RunResult result) {
    var totals = new LinkedHashMap<String, Json>();
    totals.put("profiles", Json.of(result.totals().profiles()));
    totals.put("leftOut", Json.of(result.totals().leftOut()));
    totals.put("forgotten", Json.of(result.totals().forgotten()));
    totals.put("promoted", Json.of(result.totals().promotion().promoted()));
    totals.put("keptApart", Json.of(result.totals().promotion().keptApart()));
    var fields = new LinkedHashMap<String, Json>();
    fields.put("totals", new Json.Obj(totals));
    fields.put("methods", list(result.methods(), RunWire::method));
    fields.put("evaluations", list(result.evaluations(), RunWire::evaluation));
    return new Json.Obj(fields);
  }

  /** The evidence of a score: bits by field, no values. */
  public static Json.Obj evidence(Score score) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("bits", number(score.bits()));
    fields.put("prior", number(score.prior()));
    fields.put("household", number(score.household()));
    fields.put(
        "fields",
        list(
            score.evidence(),
            each -> {
              var field = new LinkedHashMap<String, Json>();
              field.put("field", Json.of(each.field()));
              field.put("level", Json.of(each.level()));
              field.put("bits", number(each.bits()));
              field.put("rareBits", number(each.rareBits()));
              return new Json.Obj(field);
            }));
    return new Json.Obj(fields);
  }

  private static Json method(MethodResult result) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("method", Json.of(result.method().text()));
    fields.put("found", Json.of(result.found()));
    fields.put("stored", Json.of(result.stored()));
    fields.putAll(learnt(result.learnt()));
    return new Json.Obj(fields);
  }

  private static Map<String, Json> learnt(Learnt learnt) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("records", Json.of(learnt.counts().records()));
    fields.put("pairs", Json.of(learnt.counts().pairs()));
    fields.put("randomPairs", Json.of(learnt.counts().randomPairs()));
    fields.put("largestBlock", Json.of(learnt.counts().largestBlock()));
    fields.put("blocking", list(learnt.counts().rules(), RunWire::rule));
    fields.put("steps", Json.of(learnt.steps()));
    fields.put("converged", Json.of(learnt.converged()));
    fields.put("lambda", number(learnt.model().lambda()));
    fields.put("household", number(learnt.model().household()));
    fields.put("weights", list(learnt.model().fields(), RunWire::weights));
    return fields;
  }

  private static Json rule(RuleCounts counts) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("rule", Json.of(counts.rule()));
    fields.put("blocks", Json.of(counts.blocks()));
    fields.put("pairs", Json.of(counts.pairs()));
    fields.put("oversize", Json.of(counts.oversize()));
    return new Json.Obj(fields);
  }

  private static Json weights(FieldWeights weights) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("field", Json.of(weights.comparison()));
    fields.put("levels", list(weights.levels(), RunWire::level));
    return new Json.Obj(fields);
  }

  private static Json level(LevelWeights weights) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("level", Json.of(weights.level()));
    fields.put("m", number(weights.m()));
    fields.put("u", number(weights.u()));
    fields.put("household", number(weights.household()));
    fields.put("bits", number(weights.bits()));
    return new Json.Obj(fields);
  }

  private static Json evaluation(Evaluation evaluation) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("method", Json.of(evaluation.method()));
    fields.put("without", list(evaluation.without(), Json::of));
    fields.put("truePairs", Json.of(evaluation.truePairs()));
    fields.put("reachable", Json.of(evaluation.reachable()));
    fields.put("thresholds", list(evaluation.rows(), RunWire::row));
    return new Json.Obj(fields);
  }

  private static Json row(Evaluation.Row row) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("threshold", number(row.threshold()));
    fields.put("right", Json.of(row.right()));
    fields.put("wrong", Json.of(row.wrong()));
    fields.put("missed", Json.of(row.missed()));
    fields.put("precision", number(row.precision()));
    fields.put("recall", number(row.recall()));
    fields.put("f1", number(row.f1()));
    return new Json.Obj(fields);
  }

  private static List<Method> methods(List<String> names) {
    return names.stream()
        .map(name ->
            Method.of(name)
                .orElseThrow(
                    () -> new InvalidValue("methods", "not fellegi_sunter or cross_device")))
        .toList();
  }

  private static double number(String field, Json value) {
    if (value instanceof Json.Num(var number)) {
      return number.doubleValue();
    }
    throw new InvalidValue(field, "not a number");
  }

  private static long seed(Json value) {
    try {
      if (value instanceof Json.Num(var number)) {
        return number.longValueExact();
      }
    } catch (ArithmeticException _) {
      // As wrong as a text.
    }
    throw new InvalidValue("seed", "not a whole number of 64 bits");
  }

  private static boolean evaluate(Json value) {
    if (value instanceof Json.Bool(var answer)) {
      return answer;
    }
    throw new InvalidValue("evaluate", "not true or false");
  }

  private static List<String> texts(String field, Json value) {
    var texts = new ArrayList<String>();
    if (value instanceof Json.Arr(var items)) {
      for (var item : items) {
        if (!(item instanceof Json.Str(var text))) {
          throw new InvalidValue(field, "not a list of texts");
        }
        texts.add(text);
      }
      return texts;
    }
    throw new InvalidValue(field, "not a list of texts");
  }

  private static <T> Json list(Collection<T> all, Function<T, Json> toJson) {
    return new Json.Arr(all.stream().map(toJson).toList());
  }

  private static Json number(double value) {
    return Json.of(new BigDecimal(value, DIGITS));
  }
}
