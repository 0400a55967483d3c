package io.tocsin.toll.topology;

import io.tocsin.toll.payment.Bank;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers as told, otherwise approves; remembers what it was asked. */
final class ScriptedBank implements Bank {
    private final Deque<ChargeAnswer> answers = new ArrayDeque<>();
    private final Deque<ChargeInquiry> inquiries = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Charge> charges = new ArrayList<>();

    ScriptedBank answering(ChargeAnswer answer) {
        answers.add(answer);
        return this;
    }

    ScriptedBank telling(ChargeInquiry inquiry) {
        inquiries.add(inquiry);
        return this;
    }

    List<String> asked() {
        return asked;
    }

    List<Charge> charges() {
        return charges;
    }

    @Override
    public ChargeAnswer charge(Charge charge) {
        asked.add("charge");
        charges.add(charge);
        return answers.isEmpty() ? new ChargeAnswer.Approved("ch_" + charges.size()) : answers.remove();
    }

    @Override
    public ChargeInquiry inquire(Charge charge) {
        asked.add("inquire");
        return inquiries.isEmpty() ? new ChargeInquiry.NoSuchCharge() : inquiries.remove();
    }
}
