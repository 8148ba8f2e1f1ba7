package dev.trunkline.platform.notes;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.Usage;
import dev.trunkline.platform.problem.StatusProblems;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.LargeBody;
import dev.trunkline.platform.web.MergePatch;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

@Path("/v1/tenants/{tenantId}/notes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.TENANT_ADMIN)
class NoteResource {

    private final EntityManager notes;

    NoteResource(EntityManager notes) {
        this.notes = notes;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @APIResponse(
            responseCode = "201",
            description = "created",
            content = @Content(schema = @Schema(implementation = NoteView.class)))
    public Response create(@PathParam("tenantId") UUID tenantId, @NotNull @Valid NoteRequest request) {
        Note note = new Note(Ids.next(), tenantId, request);
        notes.persist(note);
        notes.flush();
        return Response.created(URI.create("/v1/tenants/" + tenantId + "/notes/" + note.noteId))
                .tag(EntityTags.of(note.revision))
                .entity(note.view())
                .build();
    }

    @GET
    @Transactional
    public Page<NoteView> list(
            @PathParam("tenantId") UUID tenantId,
            @QueryParam("usage") Usage usage,
            @QueryParam("number") E164Number number,
            @BeanParam PageRequest page) {
        List<Note> rows = notes.createQuery(
                        """
                        from Note
                        where (:usage is null or usage = :usage) and (:number is null or number = :number)
                          and (:after is null or title > :after)
                        order by title
                        """,
                        Note.class)
                .setParameter("usage", usage)
                .setParameter("number", number)
                .setParameter("after", page.after(key -> key))
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.of(rows, page, note -> note.title, Note::view);
    }

    @GET
    @Path("/{noteId}")
    @Transactional
    @APIResponseSchema(NoteView.class)
    public Response get(@PathParam("tenantId") UUID tenantId, @PathParam("noteId") UUID noteId) {
        Note note = find(noteId);
        return Response.ok(note.view()).tag(EntityTags.of(note.revision)).build();
    }

    @PATCH
    @Path("/{noteId}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @Transactional
    @APIResponseSchema(NoteView.class)
    @RequestBody(
            content = @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = NoteRequest.class)))
    public Response patch(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("noteId") UUID noteId,
            @HeaderParam("If-Match") String ifMatch,
            MergePatch patch) {
        Note note = find(noteId);
        EntityTags.requireMatch(ifMatch, note.revision);
        note.change(patch.applyTo(note.asRequest()));
        notes.flush();
        return Response.ok(note.view()).tag(EntityTags.of(note.revision)).build();
    }

    @DELETE
    @Path("/{noteId}")
    @Transactional
    @APIResponse(responseCode = "204", description = "deleted")
    public Response delete(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("noteId") UUID noteId,
            @HeaderParam("If-Match") String ifMatch) {
        Note note = find(noteId);
        EntityTags.requireMatch(ifMatch, note.revision);
        notes.remove(note);
        return Response.noContent().build();
    }

    @POST
    @Path("/import")
    @Consumes("text/csv")
    @LargeBody
    @Transactional
    @Idempotent
    @APIResponse(
            responseCode = "201",
            description = "a note for each line",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    public Response importNotes(@PathParam("tenantId") UUID tenantId, InputStream csv) throws IOException {
        int lines = 0;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
            String title = reader.readLine();
            while (title != null) {
                lines++;
                if (!title.isEmpty()) {
                    notes.persist(new Note(Ids.next(), tenantId, new NoteRequest(title, null, null, null, null, null)));
                }
                title = reader.readLine();
            }
        }
        return Response.status(201).entity(new ImportView(lines)).build();
    }

    @GET
    @Path("/broken")
    @APIResponseSchema(NoteView.class)
    public Response broken(@PathParam("tenantId") UUID tenantId) {
        throw new IllegalStateException("the inside of " + tenantId);
    }

    @GET
    @Path("/on/{day}")
    @APIResponseSchema(NoteView.class)
    public Response on(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("day") LocalDate day,
            @QueryParam("at") Instant at,
            @QueryParam("among") int among) {
        throw StatusProblems.notFound();
    }

    /** How many lines there were. */
    record ImportView(int lines) {}

    private Note find(UUID noteId) {
        Note note = notes.find(Note.class, noteId);
        if (note == null) {
            throw StatusProblems.notFound();
        }
        return note;
    }
}
