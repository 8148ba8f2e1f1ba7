package dev.trunkline.platform.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Documents at every operation the problems that it can have by its nature; what a feature documents itself stays. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemDocumentation implements OASFilter {

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("400", "no JSON, an unknown field, a wrong type, or a page token of another list"),
            Map.entry("401", "no valid token"),
            Map.entry("403", "the token's role, or a rule, does not allow it"),
            Map.entry("404", "unknown, or not the caller's"),
            Map.entry("408", "the body did not come in time"),
            Map.entry("409", "collides with the present state"),
            Map.entry("412", "changed since the revision in If-Match"),
            Map.entry("413", "the body is too large"),
            Map.entry("415", "not a media type of this resource"),
            Map.entry("422", "understood but not valid, with all the reasons"),
            Map.entry("428", "If-Match is missing"),
            Map.entry("429", "too many requests, uploads or streams of the caller; see Retry-After"),
            Map.entry("500", "a fault of the service"),
            Map.entry("503", "not at the moment; see Retry-After"));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        DESCRIPTIONS.forEach((status, description) ->
                document.getComponents().addResponse("Problem" + status, problemResponse(description)));
        if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
            return;
        }
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> document(path, method, item, operation)));
    }

    private static APIResponse problemResponse(String description) {
        Schema schema = OASFactory.createSchema().ref("#/components/schemas/Problem");
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemView.MEDIA_TYPE,
                                OASFactory.createMediaType().schema(schema)));
    }

    private static void document(String path, PathItem.HttpMethod method, PathItem item, Operation operation) {
        APIResponses responses =
                operation.getResponses() == null ? OASFactory.createAPIResponses() : operation.getResponses();
        for (String status : statuses(path, method, item, operation)) {
            APIResponse present = responses.getAPIResponse(status);
            if (present == null || present.getContent() == null) {
                responses.addAPIResponse(
                        status, OASFactory.createAPIResponse().ref("#/components/responses/Problem" + status));
            }
        }
        operation.setResponses(responses);
    }

    private static Set<String> statuses(String path, PathItem.HttpMethod method, PathItem item, Operation operation) {
        Set<String> statuses = new TreeSet<>(Set.of("401", "403", "429", "500", "503"));
        if (path.contains("{")) {
            statuses.add("404");
        }
        if (hasParameter(item, operation, Parameter.In.QUERY, "")) {
            statuses.add("422");
        }
        if (hasParameter(item, operation, Parameter.In.QUERY, "pageToken")) {
            statuses.add("400");
        }
        if (hasParameter(item, operation, Parameter.In.HEADER, "If-Match")) {
            statuses.addAll(Set.of("412", "428"));
        }
        if (method != PathItem.HttpMethod.GET) {
            statuses.addAll(Set.of("409", "422"));
        }
        if (operation.getRequestBody() != null) {
            statuses.addAll(Set.of("400", "408", "413", "415"));
        }
        return statuses;
    }

    private static boolean hasParameter(PathItem item, Operation operation, Parameter.In in, String name) {
        return java.util.stream.Stream.of(item.getParameters(), operation.getParameters())
                .filter(java.util.Objects::nonNull)
                .flatMap(java.util.List::stream)
                .anyMatch(parameter ->
                        parameter.getIn() == in && (name.isEmpty() || name.equalsIgnoreCase(parameter.getName())));
    }
}
