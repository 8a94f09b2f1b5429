package dev.tributary.acceptance.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.proto.Topic;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests say what Kubernetes understands and what the packaged services listen to. */
class ManifestsTest {

  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final Path K8S = ROOT.resolve("k8s");
  private static final List<String> SERVICES =
      List.of("ingest", "governance", "identity", "audience", "router");

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "ConfigMap", ConfigMap.class,
          "Deployment", Deployment.class,
          "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "Namespace", Namespace.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "Service", Service.class,
          "ServiceAccount", ServiceAccount.class,
          "StatefulSet", StatefulSet.class);

  /** Kinds that kustomize or Strimzi read, not a Kubernetes API server by itself. */
  private static final Set<String> OTHERS = Set.of("Kustomization", "Component", "KafkaTopic");

  /** Read by the Java virtual machine itself, before any service runs. */
  private static final Set<String> FOR_THE_JVM = Set.of("JAVA_TOOL_OPTIONS");

  @ParameterizedTest
  @MethodSource("documents")
  void everyManifestHasOnlyFieldsOfItsType(Manifests.Document document) throws IOException {
    // Given
    var type = TYPES.get(document.kind());

    // Then
    assertThat(type != null || OTHERS.contains(document.kind())).as("kind is known").isTrue();
    if (type != null) {
      assertThat(Manifests.read(document, type)).isNotNull();
    }
  }

  @Test
  void aMisspeltFieldWouldBeFound() throws IOException {
    // Given
    var document = one("StatefulSet", "audience-service");
    ((ObjectNode) document.tree().path("spec")).put("replicaz", 3);

    // Then
    assertThatThrownBy(() -> Manifests.read(document, StatefulSet.class))
        .hasMessageContaining("replicaz");
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceListensToEveryVariableItIsGiven(String service) throws Exception {
    // Given
    var keys = ConfigurationKeys.of(ROOT.resolve(service + "-service/target/quarkus-app"));
    var container = container(service);
    var shared = Manifests.read(one("ConfigMap", "tributary"), ConfigMap.class).getData().keySet();

    // When
    var unknown =
        Stream.concat(container.getEnv().stream().map(EnvVar::getName), shared.stream())
            .filter(name -> !FOR_THE_JVM.contains(name) && !keys.contains(name))
            .filter(name -> !(shared.contains(name) && someServiceListensTo(name)))
            .toList();

    // Then
    assertThat(keys.size()).isGreaterThan(100);
    assertThat(unknown).isEmpty();
  }

  @Test
  void aVariableNobodyListensToWouldBeFound() throws Exception {
    // When
    var keys = ConfigurationKeys.of(ROOT.resolve("router-service/target/quarkus-app"));

    // Then
    assertThat(keys.contains("TRIBUTARY_ROUTER_ALLOW_PRIVATE_ADDRESSES")).isTrue();
    assertThat(keys.contains("TRIBUTARY_ROUTER_ALLOW_PRIVATE_ADRESSES")).isFalse();
    assertThat(keys.contains("QUARKUS_HTTP_HOST")).isTrue();
    assertThat(keys.contains("QUARKUS_HTTP_HOSTS")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceRunsWithoutPrivilegesOnAReadOnlyRoot(String service) throws IOException {
    // Given
    var pod = template(service).getSpec();
    var security = container(service).getSecurityContext();

    // Then
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod.getServiceAccountName()).isEqualTo(service + "-service");
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceHasProbesResourcesAndAPodDisruptionBudget(String service) throws IOException {
    // Given
    var container = container(service);
    var budget =
        Manifests.read(one("PodDisruptionBudget", service + "-service"), PodDisruptionBudget.class);

    // Then
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
    assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsKey("memory");
    assertThat(budget.getSpec().getSelector().getMatchLabels())
        .isEqualTo(template(service).getMetadata().getLabels());
  }

  @Test
  void onlyIngestIsReachableFromOutside() throws IOException {
    // When
    var open =
        Manifests.all(K8S).stream()
            .filter(document -> document.kind().equals("NetworkPolicy"))
            .filter(document -> anybodyMayCome(document.tree()))
            .map(Manifests.Document::name)
            .toList();

    // Then
    assertThat(open).containsExactly("ingest-service");
  }

  @Test
  void theTopicsAreThoseOfTheContract() throws IOException {
    // Given
    var expected =
        Arrays.stream(Topic.values())
            .collect(Collectors.toMap(Topic::topicName, ManifestsTest::partitionsAndSettings));

    // When
    var actual = new TreeMap<String, String>();
    for (var document : Manifests.all(K8S)) {
      if (document.kind().equals("KafkaTopic")) {
        var spec = document.tree().path("spec");
        var settings = new TreeMap<String, String>();
        spec.path("config")
            .properties()
            .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
        assertThat(settings.remove("min.insync.replicas")).isEqualTo("2");
        actual.put(document.name(), spec.path("partitions").asInt() + " " + settings);
      }
    }

    // Then
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void everyFileAKustomizationNamesIsThere() throws IOException {
    for (var document : Manifests.all(K8S)) {
      if (!document.kind().equals("Kustomization") && !document.kind().equals("Component")) {
        continue;
      }
      for (var list : List.of("resources", "components")) {
        for (var name : document.tree().path(list)) {
          assertThat(Files.exists(document.file().resolveSibling(name.asText())))
              .as(document + " names " + name.asText())
              .isTrue();
        }
      }
    }
  }

  static Stream<Manifests.Document> documents() throws IOException {
    return Manifests.all(K8S).stream();
  }

  static List<String> services() {
    return SERVICES;
  }

  private static String partitionsAndSettings(Topic topic) {
    return topic.partitions(Topic.DEFAULT_PARTITIONS) + " " + new TreeMap<>(topic.settings());
  }

  private static boolean anybodyMayCome(JsonNode policy) {
    for (var rule : policy.path("spec").path("ingress")) {
      if (rule.path("from").isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static boolean someServiceListensTo(String variable) {
    return SERVICES.stream()
        .anyMatch(service -> {
          try {
            return ConfigurationKeys.of(ROOT.resolve(service + "-service/target/quarkus-app"))
                .contains(variable);
          } catch (Exception e) {
            throw new IllegalStateException("cannot read the keys of " + service, e);
          }
        });
  }

  private static PodTemplateSpec template(String service) throws IOException {
    for (var document : Manifests.all(K8S)) {
      if (document.name().equals(service + "-service")) {
        switch (document.kind()) {
          case "Deployment" -> {
            return Manifests.read(document, Deployment.class).getSpec().getTemplate();
          }
          case "StatefulSet" -> {
            return Manifests.read(document, StatefulSet.class).getSpec().getTemplate();
          }
          default -> {}
        }
      }
    }
    throw new IllegalStateException("no workload for " + service);
  }

  private static Container container(String service) throws IOException {
    return template(service).getSpec().getContainers().getFirst();
  }

  private static Manifests.Document one(String kind, String name) throws IOException {
    return Manifests.all(K8S).stream()
        .filter(document -> document.kind().equals(kind) && document.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
