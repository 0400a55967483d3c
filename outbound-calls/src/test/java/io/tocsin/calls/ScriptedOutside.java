package io.tocsin.calls;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** An outside that does what it is told, says {@code ok} when it was told nothing, and remembers what it was asked. */
class ScriptedOutside implements Outside<Errand, String> {
    private final Map<String, Queue<CallResult<String>>> calls = new HashMap<>();
    private final Map<String, Queue<InquiryResult<String>>> inquiries = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private CallResult<String> otherwise = new CallResult.Answered<>("ok");
    private boolean canBeAsked = true;

    /** One that can never tell what became of a call. */
    static ScriptedOutside mute() {
        var outside = new ScriptedOutside();
        outside.canBeAsked = false;
        return outside;
    }

    @SafeVarargs
    final ScriptedOutside onCall(String id, CallResult<String>... results) {
        Queue<CallResult<String>> script = calls.computeIfAbsent(id, it -> new ArrayDeque<>());
        for (CallResult<String> result : results) {
            script.add(result);
        }
        return this;
    }

    @SafeVarargs
    final ScriptedOutside onInquiry(String id, InquiryResult<String>... results) {
        Queue<InquiryResult<String>> script = inquiries.computeIfAbsent(id, it -> new ArrayDeque<>());
        for (InquiryResult<String> result : results) {
            script.add(result);
        }
        return this;
    }

    ScriptedOutside otherwise(CallResult<String> result) {
        otherwise = result;
        return this;
    }

    /** What was asked, in order: {@code call id} or {@code inquire id}. */
    List<String> asked() {
        return asked;
    }

    @Override
    public CallResult<String> call(Errand errand, CallContext context) {
        asked.add("call " + context.idempotencyKey());
        CallResult<String> next =
                calls.getOrDefault(errand.id(), new ArrayDeque<>()).poll();
        return next == null ? otherwise : next;
    }

    @Override
    public InquiryResult<String> inquire(Errand errand, CallContext context) {
        asked.add("inquire " + context.idempotencyKey());
        InquiryResult<String> next =
                inquiries.getOrDefault(errand.id(), new ArrayDeque<>()).poll();
        return next == null ? new InquiryResult.NotFound<>() : next;
    }

    @Override
    public boolean canBeAsked() {
        return canBeAsked;
    }

    @Override
    public Duration keyLife() {
        return Duration.ofDays(7);
    }
}
