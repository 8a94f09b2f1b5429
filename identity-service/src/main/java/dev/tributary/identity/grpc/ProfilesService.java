package dev.tributary.identity.grpc;

import dev.tributary.identity.domain.profile.BatchedProfiles;
import dev.tributary.identity.domain.profile.Profiles;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.identity.domain.profile.Question;
import dev.tributary.identity.domain.profile.Question.ById;
import dev.tributary.identity.domain.profile.Question.ByIdentifier;
import dev.tributary.identity.domain.watch.Watch;
import dev.tributary.identity.domain.watch.Watchers;
import dev.tributary.identity.domain.watch.Watchers.Opened;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.v1.BatchGetProfilesRequest;
import dev.tributary.proto.v1.BatchGetProfilesResponse;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.Profile;
import dev.tributary.proto.v1.ProfileAnswer;
import dev.tributary.proto.v1.ProfileChanged;
import dev.tributary.proto.v1.ProfilesGrpc;
import dev.tributary.proto.v1.WatchProfilesRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells other services who somebody is; whoever calls has shown a viewer's token. Observers instead
 * of Mutiny, whose server side asks a stream for all it has, however slow the reader is.
 *
 * <p>Each call runs on a virtual thread made here: under load {@code @RunOnVirtualThread} may lose
 * a call of Quarkus 3.33 (quarkusio/quarkus#48940), and with observers what it throws (#39602).
 */
@GrpcService
class ProfilesService extends ProfilesGrpc.ProfilesImplBase {

  private static final Logger LOG = Logger.getLogger(ProfilesService.class);
  private static final int MOST_IN_A_BATCH = 200;
  private static final int MOST_WATCHED = 1_000;

  private final Profiles profiles;
  private final BatchedProfiles batches;
  private final Watchers watchers;
  private final WatchMetrics metrics;

  ProfilesService(
      Profiles profiles, BatchedProfiles batches, Watchers watchers, WatchMetrics metrics) {
    this.profiles = profiles;
    this.batches = batches;
    this.watchers = watchers;
    this.metrics = metrics;
  }

  @Override
  public void getProfile(GetProfileRequest request, StreamObserver<Profile> observer) {
    answer(observer, () -> one(find(ProfileMessages.question(request))));
  }

  @Override
  public void batchGetProfiles(
      BatchGetProfilesRequest request, StreamObserver<BatchGetProfilesResponse> observer) {
    answer(observer, () -> batch(request.getRequestsList()));
  }

  @Override
  public void watchProfiles(WatchProfilesRequest request, StreamObserver<ProfileChanged> observer) {
    var stream =
        new WatchStream((ServerCallStreamObserver<ProfileChanged>) observer, batches, metrics);
    start(
        observer,
        () -> {
          var watch = open(request.getProfilesList(), stream);
          try {
            stream.run(watch);
          } finally {
            watchers.close(watch);
          }
        });
  }

  private Watch open(List<GetProfileRequest> requests, WatchStream stream) {
    if (requests.size() > MOST_WATCHED) {
      throw new InvalidValue("profiles", "more than " + MOST_WATCHED);
    }
    var questions = requests.stream().map(ProfileMessages::question).toList();
    return switch (watchers.open(questions, stream::wake)) {
      case Opened.Watching(var watch) -> watch;
      case Opened.Full _ ->
          throw Status.RESOURCE_EXHAUSTED
              .withDescription("As many watch profiles here as may; see profile-api.watchers")
              .asRuntimeException();
      case Opened.Ambiguous _ -> throw several();
    };
  }

  private Found find(Question question) {
    return switch (question) {
      case ByIdentifier(var identifier) -> profiles.find(identifier);
      case ById(var id) -> profiles.find(id);
    };
  }

  private static Profile one(Found found) {
    return switch (found) {
      case Found.One(var profile) -> ProfileMessages.toWire(profile);
      case Found.Nobody _ ->
          throw Status.NOT_FOUND.withDescription("Nobody has it").asRuntimeException();
      case Found.Several _ -> throw several();
    };
  }

  private static StatusRuntimeException several() {
    return Status.FAILED_PRECONDITION
        .withDescription("Several profiles share that identifier")
        .asRuntimeException();
  }

  private BatchGetProfilesResponse batch(List<GetProfileRequest> requests) {
    if (requests.isEmpty() || requests.size() > MOST_IN_A_BATCH) {
      throw new InvalidValue("requests", "not between 1 and " + MOST_IN_A_BATCH);
    }
    var questions = requests.stream().map(ProfilesService::valid).toList();
    var found = batches.find(questions.stream().flatMap(Optional::stream).toList()).iterator();
    var answers = new ArrayList<ProfileAnswer>();
    for (var question : questions) {
      answers.add(question.isPresent() ? answer(found.next()) : refused("invalid"));
    }
    return BatchGetProfilesResponse.newBuilder().addAllAnswers(answers).build();
  }

  private static Optional<Question> valid(GetProfileRequest request) {
    try {
      return Optional.of(ProfileMessages.question(request));
    } catch (InvalidValue _) {
      return Optional.empty();
    }
  }

  private static ProfileAnswer answer(Found found) {
    return switch (found) {
      case Found.One(var profile) ->
          ProfileAnswer.newBuilder().setProfile(ProfileMessages.toWire(profile)).build();
      case Found.Nobody _ -> refused("not_found");
      case Found.Several _ -> refused("several");
    };
  }

  private static ProfileAnswer refused(String code) {
    return ProfileAnswer.newBuilder().setRefusal(code).build();
  }

  private static <T> void answer(StreamObserver<T> observer, Supplier<T> answer) {
    start(
        observer,
        () -> {
          observer.onNext(answer.get());
          observer.onCompleted();
        });
  }

  private static void start(StreamObserver<?> observer, Runnable call) {
    Thread.ofVirtual()
        .name("profiles-call")
        .start(() -> {
          try {
            call.run();
          } catch (RuntimeException e) { // The outermost frame of the call.
            observer.onError(status(e));
          }
        });
  }

  private static StatusRuntimeException status(RuntimeException failure) {
    return switch (failure) {
      case InvalidValue e ->
          Status.INVALID_ARGUMENT
              .withDescription(e.field() + " is " + e.reason())
              .asRuntimeException();
      case StatusRuntimeException e -> e;
      case Unavailable _ ->
          Status.UNAVAILABLE
              .withDescription("Profiles cannot be read for now")
              .asRuntimeException();
      default -> {
        LOG.error("A call failed for a reason nobody foresaw; report this with its trace", failure);
        yield Status.INTERNAL.withDescription("The service failed").asRuntimeException();
      }
    };
  }
}
