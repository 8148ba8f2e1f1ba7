package dev.trunkline.operator.order;

import dev.trunkline.operator.operation.OperationService;
import dev.trunkline.operator.operation.OperationView;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** An operator's orders. */
@Path("/v1/operators/{operatorId}/orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Orders", description = "Numbers that an operator delivers to a tenant")
class OrderResource {

    private final OrderService service;
    private final OrderCancellationService cancellations;

    OrderResource(OrderService service, OrderCancellationService cancellations) {
        this.service = service;
        this.cancellations = cancellations;
    }

    @POST
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "placeOrder",
            summary = "Places an order for a tenant that consented",
            description = "The same customerReference with the same content answers the first order.")
    @APIResponse(
            responseCode = "201",
            description = "The new order",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The order that this customerReference and content were placed with before",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    public Response place(@PathParam("operatorId") UUID operatorId, @Valid @NotNull PlaceOrderRequest request) {
        OrderService.Placed placed = service.place(operatorId, request);
        URI location = URI.create(
                "/v1/operators/" + operatorId + "/orders/" + placed.view().orderId());
        return Response.status(placed.created() ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.LOCATION, location)
                .tag(EntityTags.of(placed.view().version()))
                .entity(placed.view())
                .build();
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "listOrders", summary = "Lists the operator's orders, oldest first")
    public Page<OrderView> list(
            @PathParam("operatorId") UUID operatorId,
            @Nullable @QueryParam("tenantId") @Parameter(description = "Only orders for this tenant") UUID tenantId,
            @Nullable
                    @QueryParam("status")
                    @Parameter(
                            description = "Only orders of this status",
                            schema = @Schema(implementation = OrderStatus.class))
                    String status,
            @Nullable @QueryParam("customerReference") @Parameter(description = "Only the order of this reference")
                    String customerReference,
            @BeanParam PageRequest page) {
        return service.list(operatorId, new OrderStore.Filter(tenantId, status(status), customerReference), page);
    }

    @GET
    @Path("/{orderId}/history")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "listOrderHistory",
            summary = "Shows who changed what of an order, when and why, oldest first")
    public Page<OrderHistoryItemView> history(
            @PathParam("operatorId") UUID operatorId, @PathParam("orderId") UUID orderId, @BeanParam PageRequest page) {
        return service.history(operatorId, orderId, page);
    }

    @GET
    @Path("/{orderId}")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getOrder", summary = "Shows an order with its lines and steps")
    @APIResponse(
            responseCode = "200",
            description = "The order",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    public Response get(@PathParam("operatorId") UUID operatorId, @PathParam("orderId") UUID orderId) {
        return answer(service.get(operatorId, orderId));
    }

    @POST
    @Path("/{orderId}/accept")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "acceptOrder", summary = "Accepts a submitted order: numbers may be uploaded from now on")
    @APIResponse(
            responseCode = "200",
            description = "The order",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    public Response accept(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("orderId") UUID orderId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Nullable @Valid StepRequest request) {
        return answer(service.accept(operatorId, orderId, ifMatch, reason(request)));
    }

    @POST
    @Path("/{orderId}/reject")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "rejectOrder", summary = "Rejects a submitted order")
    @APIResponse(
            responseCode = "200",
            description = "The order",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    public Response reject(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("orderId") UUID orderId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Nullable @Valid StepRequest request) {
        return answer(service.reject(operatorId, orderId, ifMatch, reason(request)));
    }

    @POST
    @Path("/{orderId}/start-porting")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "startPorting",
            summary = "Says that the numbers of an accepted port or move are on their way")
    @APIResponse(
            responseCode = "200",
            description = "The order",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    public Response startPorting(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("orderId") UUID orderId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Nullable @Valid StartPortingRequest request) {
        return answer(service.startPorting(
                operatorId,
                orderId,
                ifMatch,
                request == null ? null : request.reason(),
                request == null ? null : request.portingDate()));
    }

    @POST
    @Path("/{orderId}/mark-ported")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "markOrderPorted",
            summary = "Says that the numbers have left where they were: they may be uploaded from now on")
    @APIResponse(
            responseCode = "200",
            description = "The order",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    public Response markPorted(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("orderId") UUID orderId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Nullable @Valid StepRequest request) {
        return answer(service.markPorted(operatorId, orderId, ifMatch, reason(request)));
    }

    @POST
    @Path("/{orderId}/cancel")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "cancelOrder",
            summary =
                    "Asks number-service to close the order for ever, which it does unless the tenant holds a number of it",
            description =
                    "Until the answer nothing else happens to the order. Asking again meanwhile answers the first operation.")
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response cancel(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("orderId") UUID orderId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Nullable @Valid StepRequest request) {
        return OperationService.accepted(
                operatorId, cancellations.request(operatorId, orderId, ifMatch, reason(request)));
    }

    @POST
    @Path("/{orderId}/complete")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "completeOrder",
            summary = "Closes an order short",
            description = "Not needed for an order of which everything has been delivered: that completes by itself.")
    @APIResponse(
            responseCode = "200",
            description = "The order",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    public Response complete(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("orderId") UUID orderId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Nullable @Valid StepRequest request) {
        return answer(service.complete(operatorId, orderId, ifMatch, reason(request)));
    }

    private static Response answer(OrderView view) {
        return Response.ok(view).tag(EntityTags.of(view.version())).build();
    }

    private static @Nullable String reason(@Nullable StepRequest request) {
        return request == null ? null : request.reason();
    }

    private static @Nullable OrderStatus status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OrderStatus.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    OrderProblem.FILTER_UNKNOWN,
                    "Correct the query parameter status, or leave it out.",
                    List.of(new ProblemError("status-unknown", "status: " + e.getMessage() + ".", null)));
        }
    }
}
