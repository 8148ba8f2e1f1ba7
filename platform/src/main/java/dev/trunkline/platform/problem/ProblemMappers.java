package dev.trunkline.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.CharConversionException;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every way in which a request can fail, as a problem. */
@ApplicationScoped
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final DatabaseProblems database;
    private final AllowedMethods methods;

    ProblemMappers(DatabaseProblems database, AllowedMethods methods) {
        this.database = database;
        this.methods = methods;
    }

    @ServerExceptionMapper
    Response thrown(ProblemException problem, UriInfo uri) {
        return ProblemResponses.of(problem, uri);
    }

    /** Violations of a method's parameters are the caller's; of an entity or an answer they are ours. */
    @ServerExceptionMapper
    Response violated(ConstraintViolationException failure, UriInfo uri) {
        if (!failure.getConstraintViolations().stream().allMatch(ProblemMappers::isOfParameter)) {
            return unexpected(failure, uri);
        }
        return ProblemResponses.of(ValidationProblems.ofViolations(failure.getConstraintViolations()), uri);
    }

    private static boolean isOfParameter(ConstraintViolation<?> violation) {
        boolean ofMethod = false;
        for (Path.Node node : violation.getPropertyPath()) {
            ofMethod |= node.getKind() == ElementKind.METHOD;
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return false;
            }
        }
        return ofMethod;
    }

    @ServerExceptionMapper
    Response unreadable(MismatchedInputException failure, UriInfo uri) {
        return ProblemResponses.of(JsonProblems.of(failure), uri);
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException failure, UriInfo uri) {
        return ProblemResponses.of(
                new ProblemException(
                                PlatformProblem.UNAUTHENTICATED,
                                "Get a token from the issuer and send it in the header Authorization: Bearer <token>.")
                        .withHeader("WWW-Authenticate", "Bearer"),
                uri);
    }

    @ServerExceptionMapper
    Response notAuthentic(AuthenticationFailedException failure, UriInfo uri, HttpServerRequest request) {
        LOG.debugf(failure, "token refused");
        if (!request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            return unauthenticated(new UnauthorizedException(), uri);
        }
        return ProblemResponses.of(
                new ProblemException(
                                PlatformProblem.UNAUTHENTICATED,
                                "The token is expired, not for this audience, or not from our issuer: get a new one.")
                        .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\""),
                uri);
    }

    /** The issuer's keys cannot be had, so nobody can be told from anybody. */
    @ServerExceptionMapper
    Response issuerAway(OIDCException failure, UriInfo uri) {
        LOG.warnf("the issuer does not answer: %s", failure.toString());
        return ProblemResponses.of(
                new ProblemException(
                                PlatformProblem.UNAVAILABLE,
                                "Tokens cannot be checked at the moment; send the request again in a few seconds.")
                        .withHeader("Retry-After", "5"),
                uri);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure, UriInfo uri, ResourceInfo resource) {
        return ProblemResponses.of(
                new ProblemException(
                        PlatformProblem.FORBIDDEN, "The token's roles do not allow this." + roles(resource)),
                uri);
    }

    private static String roles(ResourceInfo resource) {
        if (resource.getResourceMethod() == null) {
            return "";
        }
        RolesAllowed allowed = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
        if (allowed == null) {
            allowed = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        }
        return allowed == null ? "" : " It takes one of: " + String.join(", ", Arrays.asList(allowed.value())) + ".";
    }

    @ServerExceptionMapper
    Response ofJaxRs(WebApplicationException failure, UriInfo uri) {
        Optional<ProblemException> inside = inside(failure);
        if (inside.isPresent()) {
            return ProblemResponses.of(inside.get(), uri);
        }
        Response response = failure.getResponse();
        if (response.getStatus() < 400 || ProblemView.MEDIA_TYPE.equals(String.valueOf(response.getMediaType()))) {
            return response;
        }
        if (response.getStatus() >= 500) {
            return unexpected(failure, uri);
        }
        ProblemException problem = StatusProblems.of(failure);
        if (response.getStatus() == 405) {
            problem.withHeader("Allow", methods.of(uri.getRequestUri().getRawPath()));
        }
        return ProblemResponses.of(problem, uri);
    }

    @ServerExceptionMapper
    Response anything(Throwable failure, UriInfo uri, HttpServerRequest request) {
        if (GoneClient.explains(failure, request.response())) {
            LOG.infof("client went away: %s", uri.getRequestUri().getRawPath());
            return Response.status(PlatformProblem.INTERNAL_ERROR.status()).build();
        }
        return unexpected(failure, uri);
    }

    private Response unexpected(Throwable failure, UriInfo uri) {
        ProblemException problem = inside(failure).orElse(null);
        if (problem == null) {
            LOG.errorf(failure, "request failed: %s", uri.getRequestUri().getRawPath());
            problem = new ProblemException(PlatformProblem.INTERNAL_ERROR, ProblemException.TRY_LATER);
        } else if (problem.type().status() >= 500) {
            LOG.warnf("request not answered: %s", failure.toString());
        }
        return ProblemResponses.of(problem, uri);
    }

    private Optional<ProblemException> inside(Throwable failure) {
        Optional<ProblemException> found = database.find(failure);
        if (found.isPresent()) {
            return found;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharConversionException) {
                return Optional.of(new ProblemException(
                        PlatformProblem.MALFORMED_JSON, "Send a JSON document (RFC 8259), in UTF-8."));
            }
            if (cause instanceof JsonProcessingException json && !(cause instanceof InvalidDefinitionException)) {
                return failure instanceof WebApplicationException
                        ? Optional.of(JsonProblems.of(json))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
