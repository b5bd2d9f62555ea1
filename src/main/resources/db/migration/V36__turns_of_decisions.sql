-- The number of batches that were stored. A batch that was prepared while another was stored is stored next only if no hub
-- has stored one since.
create sequence decision_turn;
