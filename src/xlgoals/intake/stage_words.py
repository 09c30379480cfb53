"""The words of CRM systems and order files for won, lost and open, in several languages.

Sources: the stages that Salesforce, HubSpot, Pipedrive, Dynamics 365, Zoho and Odoo are delivered
with, and what plain lists say. A phrase counts as a whole, without case, accents and punctuation.
"""

import re
import unicodedata
from enum import Enum


class Outcome(Enum):
    """What became of a deal."""

    WON = "won"
    LOST = "lost"
    """It ended without a sale: lost, declined, expired, and cancelled or abandoned as well, for it
    was in process until then and a close rate that leaves it out flatters."""
    OPEN = "open"
    VOID = "void"
    """It never was a deal of its own: deleted, a duplicate, a test."""


def folded(text: str) -> str:
    """A text without case, accents and punctuation, its words one space apart."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip()


def phrases(text: str) -> frozenset[str]:
    """Phrases between commas, folded."""
    return frozenset(folded(phrase) for phrase in text.replace("\n", " ").split(","))


WON = phrases("""
won, closed won, closedwon, close won, won closed, win, deal won, opportunity won, closed and won,
closed won deal, sold, signed, contract signed, deal signed, accepted, order won, order received,
gewonnen, abgeschlossen gewonnen, geschlossen gewonnen, geschlossen und gewonnen,
abgeschlossen und gewonnen, auftrag erhalten, auftrag gewonnen, beauftragt, angenommen,
gagné, gagnée, gagnés, gagnées, fermé gagné, fermée gagnée, clôturé gagné, clôturée gagnée,
clos gagné, conclu, conclue, affaire gagnée, affaire conclue, remporté, remportée, signé, signée,
accepté, acceptée, fermé et gagné,
ganado, ganada, cerrado ganado, cerrada ganada, cierre ganado, cerrado y ganado, cerrada y ganada,
venta ganada, oportunidad ganada, aceptado, aceptada, firmado, firmada,
ganho, ganha, fechado ganho, fechada ganha, fechado e ganho, fechada e ganha,
vinto, vinta, chiuso vinto, chiusa vinta, chiuso e vinto, acquisita, gesloten gewonnen,
thắng, đã thắng, đóng thắng, đóng thành công, đã chốt, chốt thành công, thành công, thắng thầu,
ký hợp đồng, đã ký hợp đồng, đã ký, chốt đơn
""")
LOST = phrases("""
lost, closed lost, closedlost, close lost, lost closed, loss, deal lost, opportunity lost,
closed and lost, closed lost to competition, lost to competition, lost to competitor,
no decision, closed no decision, out sold, outsold, cancelled, canceled, abandoned, dropped, dead,
disqualified, unqualified, not qualified, rejected, declined, refused, expired, withdrawn, not won,
no sale, no bid, not interested, lapsed,
verloren, abgeschlossen verloren, geschlossen verloren, geschlossen und verloren,
abgeschlossen und verloren, abgelehnt, abgesagt, absage, storniert, abgebrochen, kein auftrag,
nicht beauftragt, nicht gewonnen, zurückgezogen, abgelaufen,
perdu, perdue, perdus, perdues, fermé perdu, fermée perdue, clôturé perdu, clôturée perdue,
clos perdu, affaire perdue, annulé, annulée, refusé, refusée, abandonné, abandonnée, sans suite,
rejeté, rejetée, expiré, expirée, fermé et perdu,
perdido, perdida, cerrado perdido, cerrada perdida, cierre perdido, cerrado y perdido,
cerrada y perdida, venta perdida, oportunidad perdida, cancelado, cancelada, rechazado, rechazada,
anulado, anulada, descartado, descartada, abandonado, abandonada, vencido,
fechado perdido, fechada perdida, fechado e perdido, fechada e perdida, rejeitado, recusado,
perso, persa, chiuso perso, chiusa persa, chiuso e perso, annullato, annullata, rifiutato,
gesloten verloren, geannuleerd, afgewezen,
thua, đã thua, đóng thua, đã mất, mất, thất bại, đóng thất bại, không thành công, hủy, huỷ,
đã hủy, đã huỷ, từ chối, bị từ chối, trượt thầu
""")
OPEN = phrases("""
open, new, prospect, prospecting, qualify, qualified, qualification, qualifying, needs analysis,
value proposition, id decision makers, identify decision makers, perception analysis,
proposal price quote, proposal, proposal sent, proposal made, proposition, quote, quote sent,
quotation, quotation sent, negotiation review, negotiation, negotiating, negotiations started,
in progress, in process, pending, pipeline, lead, new lead, contacted, contact made, needs defined,
discovery, demo, demo scheduled, appointment scheduled, appointmentscheduled, qualified to buy,
qualifiedtobuy, presentation, presentation scheduled, presentationscheduled,
decision maker bought in, decisionmakerboughtin, contract sent, contractsent, develop, propose,
engaging, verbal commitment, committed, commit, best case, upside, on hold, stalled, active,
ongoing, working, draft, sent, submitted, in review, under review, evaluation, trial,
proof of concept, poc, shortlisted, follow up, undecided, not decided,
offen, neu, in bearbeitung, qualifiziert, qualifizierung, angebot, angebot erstellt,
angebot gesendet, angebot versendet, verhandlung, in verhandlung, laufend, bedarfsanalyse, entwurf,
versendet, gesendet, interessent, präsentation, wartend,
ouvert, ouverte, nouveau, nouvelle, en cours, négociation, en négociation, qualifié, qualifiée,
proposition envoyée, devis, devis envoyé, prospection, en attente, brouillon, envoyé, envoyée,
abierto, abierta, nuevo, nueva, en curso, en proceso, negociación, en negociación, calificado,
calificada, cualificado, calificación, propuesta, propuesta enviada, prospección, pendiente,
presupuesto, cotización, borrador, enviado, enviada,
aberto, aberta, em andamento, em aberto, negociação, proposta, qualificado,
aperto, aperta, nuovo, nuova, in corso, trattativa, negoziazione, offerta, preventivo,
nieuw, in behandeling, offerte, onderhandeling,
mới, mở, đang mở, đang xử lý, đang tiến hành, đang thực hiện, đàm phán, đang đàm phán,
thương lượng, đang thương lượng, tiềm năng, báo giá, đã báo giá, gửi báo giá, đã gửi báo giá,
tiếp cận, khảo sát, đang chờ, chờ duyệt
""")
VOID = phrases("""
deleted, duplicate, duplicated, duplicate record, merged, test, invalid, void, voided, spam, junk,
created in error, gelöscht, duplikat, dublette, doppelt, ungültig, supprimé, supprimée, doublon,
invalide, eliminado, eliminada, borrado, duplicado, duplicada, excluído, duplicato, eliminato,
verwijderd, đã xóa, đã xoá, xóa, xoá, trùng, trùng lặp
""")
ENDED = phrases("""
closed, close, complete, completed, done, finished, ended, archived, inactive, geschlossen,
abgeschlossen, beendet, erledigt, archiviert, fermé, fermée, clos, close, clôturé, clôturée,
terminé, terminée, cerrado, cerrada, finalizado, finalizada, terminado, archivado, fechado, fechada,
concluído, chiuso, chiusa, gesloten, đóng, đã đóng, hoàn thành, kết thúc, đã kết thúc
""")
"""These say that it is over and not how: never taken for open."""

ORDERED = phrases("""
shipped, delivered, invoiced, billed, paid, fulfilled, dispatched, completed, complete, confirmed,
partially paid, partially shipped, unpaid, overdue, processing, in process, backordered, disputed,
resolved, received, sales order, locked, posted, geliefert, versandt, bezahlt, fakturiert,
berechnet, abgeschlossen, livré, livrée, facturé, facturée, payé, payée, expédié, expédiée,
entregado, entregada, facturado, facturada, pagado, pagada, completado, đã giao, đã giao hàng,
đã thanh toán, hoàn thành, đã xuất hóa đơn
""")
"""The status of an order: it was sold, whatever became of its delivery or payment."""
TAKEN_BACK = phrases("""
returned, refunded, failed, chargeback, zurückgesendet, retourniert, erstattet, retourné, retournée,
remboursé, remboursée, devuelto, devuelta, reembolsado, reembolsada, đã trả hàng, trả hàng,
đã hoàn tiền, hoàn tiền
""")
"""The status of an order that is no sale any more."""

HEADERS = phrases("""
stage, stage name, stage id, dealstage, phase, pipeline stage, status, state, statuscode, outcome,
result, results, disposition, win loss, won lost, win lost, won or lost, decision,
Verkaufsphase, Vertriebsphase, Verkaufsstufe, Stufe, Ergebnis, Zustand,
statut, état, étape, étape de vente, résultat, issue, estado, etapa, resultado, situación, situação,
fase, stato, esito, uitkomst, resultaat, trạng thái, giai đoạn, kết quả, tình trạng
""")
LAST_WORDS = frozenset({"stage", "status", "outcome", "result", "phase", "dealstage"})
OTHER_STATUS = phrases("""
previous, prior, last, old, from, lead, payment, approval, forecast, contact, account, customer,
reason, date, days, time, entered, changed, marketing
""")
"""A header with one of these words is about something else, or about another time."""

EXPECTED = phrases("""
expected, estimated, est, forecast, forecasted, projected, anticipated, target, planned,
voraussichtlich, voraussichtliches, voraussichtlicher, erwartet, erwartetes, erwarteter, geplant,
geplantes, prévu, prévue, prevista, previsto, estimado, estimada, estimée, attendue, verwachte
""")
"""Words of a header over days that are hoped for."""
