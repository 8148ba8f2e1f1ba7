package dev.trunkline.platform.notes;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Documents one thing and answers another. */
@Path("/v1/lies")
@Produces(MediaType.APPLICATION_JSON)
class LyingResource {

    @GET
    @Path("/{kind}")
    @PermitAll
    @APIResponse(
            responseCode = "200",
            description = "a note",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = NoteView.class)))
    public Response lie(@PathParam("kind") String kind) {
        Map<String, Object> note = new java.util.HashMap<>(
                Map.of("noteId", "01a2024f-350b-7c82-adad-bbdc66d1b472", "title", "a", "revision", 1));
        switch (kind) {
            case "status" -> {
                return Response.accepted(note).build();
            }
            case "type" -> {
                return Response.ok("a", "text/plain").build();
            }
            case "missing" -> note.remove("title");
            case "undocumented" -> note.put("colour", "red");
            case "wrong" -> note.put("revision", "one");
            case "format" -> note.put("noteId", "7");
            default -> note.put("title", "the truth");
        }
        return Response.ok(note).build();
    }

    /** Nobody has said who may call it. */
    @Path("/v1/unannotated")
    static class UnannotatedResource {

        @GET
        public String get() {
            return "reached";
        }
    }
}
