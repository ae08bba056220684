#!/usr/bin/env python3
"""Writes the tables of this folder, and what each is expected to give, in expected.tsv.

    Tests/Tables/make.py

The first thirty have one set of runs or offers each, in every notation that the readers know, with and without faults. The other thirty have the
headers, separators and habits of tables in public repositories, issues and tutorials (named beside each), with numbers that were made up.
A line of expected.tsv is: file, words of the command after `scaling`, exit status, texts that have to be in what it prints (`&&` between them).
The expectations were written before the readers were first run on the tables.
"""

import math
import pathlib

HERE = pathlib.Path(__file__).parent
cases = []


def table(name, text, words, status, *says, encoding="utf-8"):
    path = HERE / name
    path.write_bytes(text.encode(encoding))
    cases.append("\t".join([name, words.replace("FILE", name), str(status), " && ".join(says)]))


RUNS = [(n, n * r) for n in (6e7, 2e8, 7e8, 2e9, 7e9) for r in (10, 40, 160)]


def loss(n, d):
    return (1.7 + 400 * n ** -0.34 + 410 * d ** -0.28) * (1 + 0.002 * math.sin(n / 1e7 + d / 1e9))


def runs(header, row):
    return "\n".join([header] + [row(i, n, d, loss(n, d)) for i, (n, d) in enumerate(RUNS)]) + "\n"


def comma(x, digits=6):
    return f"{x:.{digits}f}".replace(".", ",")


def groups(x, mark):
    return f"{x:,.0f}".replace(",", mark)


DAYS = [(2021 + i // 4, 1 + 3 * (i % 4), 14) for i in range(12)]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def offers(header, row):
    lines = [header]
    for i, (y, m, d) in enumerate(DAYS):
        lines.append(row(y, m, d, 40 * 0.5 ** (i / 4) * (1 + 0.1 * math.sin(3 * i)), 70 + i, f"m{i}"))
    return "\n".join(lines) + "\n"


LAW = "chinchilla: loss = E + A * N^-alpha + B * D^-beta"
ALPHA = "alpha            0.3"

# Thirty made: numbers, units, separators.
table("01-plain.csv", runs("params,tokens,loss", lambda i, n, d, l: f"{n},{d},{l}"), "fit FILE", 0, LAW)
table("02-header-units.csv", runs("Params (B),Tokens (T),Loss", lambda i, n, d, l: f"{n/1e9},{d/1e12},{l}"),
      "fit FILE", 0, "N is Params (B)*1e9", "D is Tokens (T)*1e12", "loss is Loss")
table("03-suffixes.csv", runs("params,tokens,loss", lambda i, n, d, l: f"{n/1e6:g}M,{d/1e9:g} B,{l}"), "fit FILE", 0, LAW)
table("04-semicolons.csv", runs("N;D;loss", lambda i, n, d, l: f"{n:.0f};{d:.0f};{comma(l)}"),
      "fit FILE", 0, "semicolons separate the cells", "decimals begin with a comma")
table("05-points-group.csv", runs("N;D;loss", lambda i, n, d, l: f"{groups(n, '.')};{groups(d, '.')};{comma(l)}"), "fit FILE", 0,
      "decimals begin with a comma", "15 of 15 rows")
table("06-spaces-group.csv", runs("N;D;loss", lambda i, n, d, l: f"{groups(n, ' ')};{groups(d, ' ')};{comma(l)}"), "fit FILE", 0,
      "15 of 15 rows")
table("07-commas-group.tsv", runs("N\tD\tloss", lambda i, n, d, l: f"{groups(n, ',')}\t{groups(d, ',')}\t{l}"), "fit FILE", 0,
      "a comma groups the digits of numbers")
table("08-bars.txt", runs("N|D|loss", lambda i, n, d, l: f"{n}|{d}|{l}"), "fit FILE", 0, "bars separate the cells")
table("09-tabs-in-csv.csv", runs("N\tD\tloss", lambda i, n, d, l: f"{n}\t{d}\t{l}"), "fit FILE", 0, "tabs separate the cells")
table("10-utf16.csv", runs("N,D,loss", lambda i, n, d, l: f"{n},{d},{l}"), "fit FILE", 0, "the text is UTF-16", encoding="utf-16")
table("11-index.csv", runs(",N,D,loss", lambda i, n, d, l: f"{i},{n},{d},{l}"), "fit FILE", 0, "left out as an index")
table("12-billions.csv", runs("params,tokens,loss", lambda i, n, d, l: f"{n/1e9},{d/1e9},{l}"), "fit FILE", 65,
      "it looks like billions", "-c 'N=params*1e9' -c 'D=tokens*1e9'")
table("13-logarithms.csv", runs("params,tokens,loss", lambda i, n, d, l: f"{math.log10(n)},{math.log10(d)},{l}"), "fit FILE", 65,
      "it looks like decimal logarithms", "-c 'N=10^params' -c 'D=10^tokens'")
table("14-swapped.csv", runs("a,b,loss", lambda i, n, d, l: f"{n},{d},{l}"), "fit FILE --law chinchilla -c N=b -c D=a", 65,
      "the two look swapped", "-c N=a -c D=b")
table("15-bits.csv", runs("N,D,loss (bits)", lambda i, n, d, l: f"{n},{d},{l/math.log(2)}"), "fit FILE", 0, "loss is loss (bits)*log(2)")
table("16-undecided.csv", 'N,D,loss\n1e9,1e10,"2,125"\n2e9,1e11,"2,250"\n4e9,1e12,"2,375"\n', "fit FILE", 65,
      "a thousands separator or a decimal comma", "--decimal . reads 2125, --decimal , reads 2.125")
table("17-both-decimals.csv", "N;D;loss\n1,5;2.5;3,25\n2,5;3.5;3,5\n", "fit FILE --formula 'loss = a + b*N'", 65,
      "where other numbers of the table have decimal points")
table("18-unit-flag.csv", runs("params,tokens,loss", lambda i, n, d, l: f"{n},{d/1e12},{l}"), "fit FILE --unit tokens=T", 0,
      "D is tokens*1e12")
table("19-formula.csv", runs("N,FLOPs,loss", lambda i, n, d, l: f"{n},{6*n*d},{l}"), "fit FILE --law chinchilla -c 'D=C/(6*N)' -c C=FLOPs", 0, LAW)
table("20-percent.csv", "flops,accuracy\n1e20,31.5%\n1e21,42 %\n1e22,55.25%\n1e23,66%\n1e24,77.5%\n", "fit FILE", 0, "log-linear on the logit scale")
table("21-iso.csv", offers("date,model,price,mmlu", lambda y, m, d, p, s, n: f"{y}-{m:02}-{d},{n},{p},{s}"), "price FILE", 0, "price at fixed quality: mmlu")
table("22-american.csv", offers("date,model,price,mmlu", lambda y, m, d, p, s, n: f"{m}/{d}/{y},{n},${p:.2f},{s}%"), "price FILE", 0,
      "the month of date comes first")
table("23-british.csv", offers("date,model,price,mmlu", lambda y, m, d, p, s, n: f"{d}/{m}/{y},{n},£{p:.2f},{s}"), "price FILE", 0,
      "the day of date comes first")
table("24-german.csv", offers("Date;Model;Price;Score", lambda y, m, d, p, s, n: f"{d}.{m:02}.{y};{n};{comma(p, 2)} €;{comma(s, 1)}"), "price FILE", 0,
      "price at fixed quality: Score")
table("25-spelled.csv", offers("released;model;price;mmlu", lambda y, m, d, p, s, n: f"{MONTHS[m-1]} {d}, {y};{n};USD {p:.2f};{s}"), "price FILE", 0,
      "12 of 12 rows")
table("26-quarters.csv", offers("quarter,model,price,mmlu", lambda y, m, d, p, s, n: f"{y}-Q{(m+2)//3},{n},{p},{s}"), "price FILE", 0,
      "a quarter of quarter stands for its first day")
table("27-seconds.csv", offers("timestamp,model,price,mmlu", lambda y, m, d, p, s, n: f"{int((y-1970)*31556952+m*2629746)},{n},{p},{s}"), "price FILE", 0,
      "timestamp holds seconds since 1970")
table("28-undecided-dates.csv", "date,value\n3/4/2021,1\n5/6/2022,2\n7/8/2023,4\n9/10/2024,8\n", "trend FILE", 65,
      "day or month may come first", "--date-format mdy")
table("29-two-currencies.csv", "date,value\n2021-01-01,$3\n2022-01-01,€4\n2023-01-01,$5\n", "trend FILE --value value", 65,
      "where other cells of the column are in USD")
table("30-hours.csv", "date,horizon\n2020-01-01,30 min\n2021-01-01,1 h\n2022-01-01,2 h\n2023-01-01,4.1 h\n2024-01-01,8 h\n", "trend FILE", 0,
      "5 of 5 rows", "horizon is in min")

# Thirty as they are found.
# Epoch AI, notable models: "Publication date", "Training compute (FLOP)".
table("31-epoch-models.csv", "Model,Domain,Organization,Publication date,Parameters,Training compute (FLOP),Training dataset size (datapoints)\n"
      + "".join(f"M{i},Language,Lab {i % 3},{2019 + i // 2}-0{1 + 6 * (i % 2)}-15,{1e9 * 2.2 ** i:.3g},{1e21 * 4 ** i * (1 + 0.1 * math.sin(i)):.3g},\n" for i in range(10)),
      "trend FILE --value 'Training compute (FLOP)'", 0, "over Publication date", "10 of 10 rows")
table("32-epoch-quoted.csv", (HERE / "31-epoch-models.csv").read_text(), "trend FILE --value '`Training compute (FLOP)`'", 0, "over Publication date", "10 of 10 rows")
# TensorBoard, scalar download.
table("33-tensorboard.csv", "Wall time,Step,Value\n" + "".join(f"{1654943296.21 + 60 * i},{100 * 2 ** i},{1.8 + 5 * 2 ** (-0.3 * i)}\n" for i in range(9)),
      "fit FILE --formula 'Value = E + A*Step^-a'", 0, "9 of 9 rows")
# Weights & Biases, export of a chart.
table("34-wandb.csv", '"Step","brisk-pond-1 - train/loss","brisk-pond-1 - train/loss__MIN","brisk-pond-1 - train/loss__MAX"\n'
      + "".join(f'"{100 * 2 ** i}","{1.8 + 5 * 2 ** (-0.3 * i)}","{1.7}","{9}"\n' for i in range(9)),
      "fit FILE --formula 'y = E + A*Step^-a' -c 'y=brisk-pond-1 - train/loss'", 0, "y is brisk-pond-1 - train/loss", "9 of 9 rows")
# A fit of one's own on measured runs, of toy size: refused unless it is meant.
table("35-toy.csv", "params,tokens,loss,split\n10,1,8,train\n10,4,4.1,train\n20,16,2,train\n20,64,1.1,train\n40,128,0.7,train\n40,256,0.5,train\n",
      "fit FILE", 65, "fewer parameters than any model of language has", "--as-is")
# Open LLM leaderboard: "Average ⬆️", "#Params (B)".
table("36-leaderboard.csv", "Model,Average ⬆️,Hub ❤️,#Params (B)\n" + "".join(f"m{i},{20 + 4.5 * i + math.sin(i)},{i * 7},{0.5 * 2 ** i}\n" for i in range(9)),
      "fit FILE --law log-linear -c 'score=Average ⬆️'", 0, "C is #Params (B)*1e9")
# Tables of READMEs: 7B, 1.0T.
table("37-readme.csv", "Model,Params,Tokens,MMLU\nLLaMA-7B,7B,1.0T,35.1\nLLaMA-13B,13B,1.0T,46.9\nLLaMA-33B,33B,1.4T,57.8\nLLaMA-65B,65B,1.4T,63.4\nGPT-3,175B,300B,43.9\nbase,1.3 B,300 B,26.2\n",
      "fit FILE", 0, "C is Params", "D is Tokens", "score is MMLU")
table("38-approximate.csv", "Model,Params,Tokens,MMLU\na,7B,~2T,35.1\nb,13B,2T,46.9\nc,70B,2T,57.8\n", "fit FILE", 65, '"Tokens" is "~2T", not a number')
# Exports of German shops: "Artikelnummer;Bezeichnung;Preis;Gültig ab".
table("39-german-shop.csv", "Artikelnummer;Bezeichnung;Preis;Gültig ab\nA-1;Tasse;12,50;29.10.2022\nA-2;Schale;1.234,99;01.11.2023\nA-3;Teller;9,99;01.12.2024\nA-4;Topf;8,50;01.06.2025\n",
      "trend FILE --value Preis --date 'Gültig ab'", 0, "4 of 4 rows", "decimals begin with a comma")
# Our World in Data: Entity, Code, Year.
table("40-owid.csv", "Entity,Code,Year,Price per kilowatt-hour (US$)\n" + "".join(f"World,OWID_WRL,{2000 + i},{5 * 0.9 ** i * (1 + 0.03 * math.sin(i))}\n" for i in range(15)),
      "trend FILE", 0, "over Year", "15 of 15 rows")
# LiteLLM's price map as a table.
table("41-litellm.csv", "model,release_date,input_cost_per_token,output_cost_per_token,mmlu\n"
      + "".join(f"m{i},202{1 + i // 4}-0{1 + 2 * (i % 4)}-01,{3e-5 * 0.6 ** (i/2) * (1 + 0.1 * math.sin(3*i)):.4g},{6e-5 * 0.6 ** (i/2):.4g},{60 + i}\n" for i in range(12)),
      "price FILE", 0, "price = (3 * input_cost_per_token + 1 * output_cost_per_token) / 4")
# Price pages: $ per 1M tokens.
table("42-price-page.csv", "Model,Released,Input,Output,MMLU\n" + "".join(f"m{i},{MONTHS[(3 * i) % 12]} {1 + i}, 202{1 + i // 4},".replace(", 20", " 20")
      + f"${30 * 0.7 ** i * (1 + 0.1 * math.sin(3*i)):.3f} / 1M tokens,${60 * 0.7 ** i:.3f} / 1M tokens,{60 + i}%\n" for i in range(12)), "price FILE", 0, "price at fixed quality: MMLU")
# FRED: DATE and a code; a point for a missing value.
table("43-fred.csv", "DATE,PCU3344\n" + "".join(f"{2000 + i}-01-01,{100 * 0.93 ** i * (1 + 0.02 * math.sin(i)):.3f}\n" for i in range(12)), "trend FILE", 0, "PCU3344 over DATE")
table("44-fred-missing.csv", "DATE,PCU3344\n2000-01-01,100.5\n2001-01-01,.\n2002-01-01,90.25\n", "trend FILE --value PCU3344", 65, '"PCU3344" is ".", not a number', "--missing .")
# Saved twice by pandas.
table("45-unnamed.csv", "Unnamed: 0,date,price\n" + "".join(f"{i},{2010 + i}-01-01,{100 * 0.7 ** i * (1 + 0.1 * math.sin(i))}\n" for i in range(8)), "trend FILE", 0, "price over date")
# Kaggle: dates with slashes and two digits of the year.
table("46-short-years.csv", "Date,Close\n" + "".join(f"{1 + i}/{13 + i}/2{i % 5},{100 * 2 ** (i % 5) + i}\n" for i in range(10)), "trend FILE --sort", 0, "the years of Date have two digits")
# datablations and other studies of repeated data.
table("47-repeated.csv", "run,params,tokens,unique_tokens,loss\n" + runs("x", lambda i, n, d, l: f"r{i},{n},{d},{d/2},{l}").split("\n", 1)[1], "fit FILE", 0, LAW, "D is tokens")
# Training and validation loss beside one another.
table("48-two-losses.csv", runs("params,tokens,train_loss,val_loss", lambda i, n, d, l: f"{n},{d},{l-0.1},{l}"), "fit FILE", 64,
      "several columns could be the loss of the law chinchilla: train_loss and val_loss", "-c loss=train_loss")
# Non-embedding parameters beside all.
table("49-embeddings.csv", runs("params,params_non_embedding,tokens,loss", lambda i, n, d, l: f"{n},{0.9*n},{d},{l}"), "fit FILE", 0, "N is params (")
# Compute in PF-days (Brown et al. 2020, table D.1).
table("50-pf-days.csv", "Model,Total train compute (PF-days),loss\n" + "".join(f"m{i},{1.8 * 4 ** i},{1.7 + 3 * 4 ** (-0.15 * i) + 0.01 * math.sin(i)}\n" for i in range(8)),
      "fit FILE", 0, "C is Total train compute (PF-days)*8.64e19")
# An isoFLOP study with a header of its own.
table("51-isoflop.csv", "Model Size,Training Tokens,Training FLOP,loss\n" + runs("x", lambda i, n, d, l: f"{n},{d},{6*n*d},{l}").split("\n", 1)[1], "fit FILE", 0, "N is Model Size", "D is Training Tokens")
# Wrong by fifteen powers of ten: FLOP beside PFLOP.
table("52-pflop.csv", runs("params,tokens,flops,loss", lambda i, n, d, l: f"{n},{d},{6*n*d/1e15},{l}"), "fit FILE", 65, "the unit of one of them looks wrong")
# Moore's law: transistors per chip with commas, by year.
table("53-transistors.csv", 'Processor,Year,Transistor count\n' + "".join(f'p{i},{1971 + 3 * i},"{int(2300 * 2 ** (1.5 * i)):,}"\n' for i in range(12)), "trend FILE", 0, "over Year", "12 of 12 rows")
# Solar modules: a comma for the decimals and a quoted cell.
table("54-quoted-commas.csv", 'Jahr,Preis\n2010,"1,85"\n2012,"0,82"\n2014,"0,66"\n2016,"0,41"\n2018,"0,25"\n', "trend FILE --date Jahr --value Preis", 0, "decimals begin with a comma", "5 of 5 rows")
# Time horizons in minutes and hours.
table("55-horizons.csv", "model,release_date,p50_minutes\n" + "".join(f"m{i},20{19 + i // 2}-0{1 + 6 * (i % 2)}-01,{0.04 * 2.6 ** i * (1 + 0.2 * math.sin(i))}\n" for i in range(10)), "trend FILE", 0, "p50_minutes over release_date")
# Several benchmarks.
table("56-benchmarks.csv", "model,params,mmlu,hellaswag,gsm8k\na,7e9,45,70,12\nb,13e9,55,75,25\nc,70e9,69,82,52\n", "fit FILE", 64, "several columns could be the score", "-c score=mmlu")
# Cells with notes.
table("57-notes.csv", "params,tokens,loss\n7e9,1e12,2.1\n13e9,1e12,2.05 (est.)\n70e9,2e12,1.9\n", "fit FILE", 65, '"loss" is "2.05 (est.)", not a number', "57-notes.csv:3")
# A footnote below the table.
table("58-footnote.csv", "params,tokens,loss\n7e9,1e12,2.1\n13e9,1e12,2.0\nSource: own runs\n", "fit FILE", 65, "expected 3 cells, found 1")
# Shares and percentages in one column.
table("59-mixed-scores.csv", "flops,score\n1e20,0.31\n1e21,0.42\n1e22,55\n1e23,66\n1e24,77\n", "fit FILE", 65, "shares in some rows and percentages in others")
# Perplexity in place of loss.
table("60-perplexity.csv", runs("params,tokens,loss", lambda i, n, d, l: f"{n},{d},{math.exp(l)*2}"), "fit FILE", 65, "it looks like perplexity", "-c 'loss=log(loss)'")

(HERE / "expected.tsv").write_text("\n".join(cases) + "\n")
