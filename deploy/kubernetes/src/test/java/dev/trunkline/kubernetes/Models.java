package dev.trunkline.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What each kind of resource may say: the classes of fabric8 and Strimzi, read so that a field they do not have is a mistake; for
 * PostgreSQL's operator, which publishes no classes, the schema of its resources (README.md says where it comes from).
 */
final class Models {

    private static final Map<String, Class<?>> CLASSES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1/Gateway", Gateway.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1/Kafka", strimzi("kafka.Kafka")),
            Map.entry("kafka.strimzi.io/v1/KafkaNodePool", strimzi("nodepool.KafkaNodePool")),
            Map.entry("kafka.strimzi.io/v1/KafkaTopic", strimzi("topic.KafkaTopic")),
            Map.entry("kafka.strimzi.io/v1/KafkaUser", strimzi("user.KafkaUser")));

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new NothingSwallowed())
            .build();

    private static final Map<String, JsonSchema> SCHEMAS = schemas();

    private Models() {}

    /** The models are made to carry unknown fields through; here they must not. */
    private static final class NothingSwallowed extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return Boolean.FALSE;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
        }
    }

    /** What is wrong with it; empty when it is as its model says. */
    static List<String> complaints(JsonNode resource) {
        String type = resource.path("apiVersion").asText() + "/"
                + resource.path("kind").asText();
        Class<?> model = CLASSES.get(type);
        if (model != null) {
            try {
                STRICT.treeToValue(resource, model);
                return List.of();
            } catch (JsonProcessingException wrong) {
                return List.of(type + ": " + wrong.getOriginalMessage());
            }
        }
        JsonSchema schema = SCHEMAS.get(type);
        if (schema == null) {
            return List.of(type + " is no kind that is known here");
        }
        return schema.validate(resource).stream()
                .map(message -> type + ": " + message.getMessage())
                .toList();
    }

    private static Map<String, JsonSchema> schemas() {
        JsonNode cluster = resource("cnpg-1.29.0-cluster.json");
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
        return Map.of(
                "postgresql.cnpg.io/v1/Cluster",
                factory.getSchema(cluster),
                "postgresql.cnpg.io/v1/ScheduledBackup",
                factory.getSchema(resource("cnpg-1.29.0-scheduledbackup.json")),
                "barmancloud.cnpg.io/v1/ObjectStore",
                factory.getSchema(objectStore(cluster)));
    }

    /** The plugin's resource holds what the cluster's own backup section holds: both are one type of its library. */
    private static JsonNode objectStore(JsonNode cluster) {
        ObjectNode schema = resource("barman-cloud-objectstore.json").deepCopy();
        schema.set("definitions", cluster.get("definitions"));
        ((ObjectNode) schema.at("/properties/spec/properties"))
                .set(
                        "configuration",
                        cluster.at(
                                "/definitions/ICluster/properties/spec/properties/backup/properties/barmanObjectStore"));
        return schema;
    }

    /** By name: the compiler would miss the annotations that they carry for Strimzi's own build, which is not published. */
    private static Class<?> strimzi(String name) {
        try {
            return Class.forName("io.strimzi.api.kafka.model." + name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static JsonNode resource(String name) {
        try (InputStream file = Models.class.getResourceAsStream("/schemas/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
