"""Given names that news in English meets, without diacritics, and their short forms.

Our own list. That a name is on it is only one thing that speaks for a person; most of the world's
given names are not.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    alec alfie archie dom ed enda gerrard jeremiah josh mick niels rob ross tadeusz zach zack
    aaron abdul abena abigail achieng ada adam adebayo adele adeola aditya adrian agnes agnieszka
    ahmad ahmed ailsa aino aisha aisling akiko akira akua alan alasdair albert alberto aled
    alejandro alessandro alex alexander alexandra alexei alexey ali alice alison alistair alma
    alvaro ama amal amanda amara amelia amina amir amit amos amy ana ananda ananya anastasia anders
    andre andrea andreas andreea andrei andrew andrzej andy angela angharad angus anil anita anja
    anjali ann anna annabel anne annegret anneke annelies annika anouk anthony anton antonio
    antony antti anya aoife arabella aria arjun arthur arturo arvind asha ashley ashok asif astrid
    audrey aurelie ava ayesha ayodele ayse babatunde barbara barnaby barry beate beatrice beatriz
    becky begona bela bella ben benedict benjamin benny benoit bernard bernie bertha beth bethan
    betty bev bianca bilal bill billy birgit birgitta bjorn blake bob bobby bogdan bojan boris
    bradley bram brandon branko brenda brendan brett brian brid bridget bridie brigitte britta
    brody bruce bryan byron callum cameron camila camille candice caoimhe carl carla carlos carmen
    carol caroline carys casey cassandra catalin catalina caterina cath cathal catherine cathy
    catriona cecil cecilia cedric celine chad chandra charles charlie charlotte chen chiara chidi
    chinua chioma chipo chloe chris christian christine christopher cian ciara ciaran cillian
    claire clara clarissa clement clifford clive colin colm conall connor conor constance consuelo
    corinne cormac cornelius courtney craig cynthia cyril daan dafydd daisy damian daniel daniela
    danielle danny darcy darragh darren dave david dawn dean debbie deborah declan dee deepa deepak
    deirdre dejan delia delilah delphine denise dennis derek derrick desmond detlef devi diana
    diane diarmuid didier diego dieter dilys dimitris dina divya dmitri dmitry dolores dominic
    dominique don donal donald donna donncha donovan dora doreen doris dorothea dorothy douglas
    dragan duncan dusan dylan eamon ebony eddie edgar edie edith edmund eduardo edward edwin edwina
    eero effie eileen eilidh eimear ekaterina elaine eleanor elena eleni elias elisa elise eliza
    elizabeth ella ellen ellie elliot elodie eloise elsa elsie elspeth eluned elvira emeka emilio
    emily emma emmanuel emre emrys enid enrico eoin eric erik ernest ernesto ernie esi esperanza
    esteban estelle esther ethan etienne euan eugene eunice eunji eusebio eva evan evelyn evgeny
    ewa ewan fabian fabrice faisal faith fang farah farai farhad fatima fatma felicity felipe felix
    femi femke ferenc fergal fergus fernando finn fiona flo flora florence floyd frances francesca
    francis frank fred freddie fredrik freya frieda friedrich funmi gabor gabriel gail galina
    gareth gary gaurav gavin gemma genevieve geoffrey george georgina geraint gerald geraldine
    gerard gerhard gerrit gerry gertrude gethin gianni gilbert giles gilles gillian gina giorgos
    giovanni gisela giuseppe glenn glenys gloria gonzalo goran gordon grace graham grainne greg
    greta grzegorz guadalupe guillaume guillermo gunnar gunther gus gustavo guy gwen gwenllian hal
    hamid hamish hana hannah hans hao harish harold harper harriet harry haruto harvey hasan hassan
    hazel heather hector heidi heinz helen helena helene helmut hendrik henrik henry herbert herman
    hernan hideo hilary hiroshi holly horace horst howard hugh hugo hui hussain hussein huw iain
    ian ibrahim ieuan ifeanyi ifeoma ignacio igor iker ilaria ildiko ilona ilse imelda imogen imran
    indira ines ingeborg ingram ingrid ioana irene irina iris irma irving isaac isabel isabela
    isadora isla ismail istvan ivan ivana ivy iwan izzy jacek jack jackie jacob jacqueline jacques
    jada jairo jake jamal james jamie jan jane janet janice janos janusz jared jaroslav jasmine
    jason jasper javier jay jean jean-luc jean-pierre jeff jelena jen jennifer jenny jens jeremy
    jeroen jerome jerry jerzy jess jesse jessica jia jill jim jimmy jin jing jiri jiwoo joan joanna
    joanne joao joaquin jocelyn jodi jodie joe joel joey johan john johnny jonas jonathan joost
    jordi jorg jorge jorgen jose josef joseph josephine joshua josie josip jovan joy joyce juan
    juanita judith judy jukka julia julian julie juliet juliette julio jun jurgen justin justine
    kai kamala kamau karen kari karim karin karl kat katalin katarzyna kate katerina kath katherine
    kathleen katie katja katya kavita kazuo keeley keiko keir keith kelechi kelly ken kenji kenneth
    kenny kenta kerry kevin khaled khalid kim kirk kirsten kirsti kirsty kit klaus kofi kojo kostas
    krishna krzysztof kwabena kwame kwasi kyle lachlan laila lakshmi lance lara larry lars laszlo
    laura lauren laurence laurent lawrence layla leah lee lei leif leigh leila lena lennart lenny
    leo leon leonard leonie leroy leslie lester lewis leyla liam libby liesbeth lily linda lindiwe
    lindsay lindsey linh lionel lisa liu liz lizzie lola lorcan lorenzo loretta lorna lorraine
    lotte lottie louis louise luca lucas lucia lucinda lucy ludmila ludwig luigi luis luisa luiz
    lukasz luke luther lydia lyle lynn maarten mabel maciej maddie madeleine mae maeve magda
    magdalena maggie magnus mags mahmoud mai maire malcolm malgorzata mandy manfred manish manoj
    manuel mara marcel marcia marco marcus marek maren margaret margot marguerite maria mariam
    marian mariana marie marie-claire marieke marija marina mario marion marisol marissa mariusz
    mark marlene marsha marta martha martin martina marvin mary masako massimo mateo mateus mathieu
    mathilde matilda mats matt matteo matthew matthias matti mattias maud maureen maurice mavis max
    maxine maya mayumi meena meera meg megan mehdi mehmet mei mei-ling melanie melissa mercy mhairi
    mia michael michal michelle mickey miguel mihai mika mikael mike mikey mikhail miklos mila
    milan mildred milica millie milos ming minh minho mira miriam mirko mitchell mohamed mohammad
    mohammed mohan moira molly mona monica monika morag morgan muhammad mukesh murat muriel mustafa
    myra myrtle nadeem nadia nadine nadja nalini nancy naoko naomi nasser nat natalia natalie
    natasha nathan nathaniel naveen ned neha neil nell nellie nelson nerys ngozi nguyen niall niamh
    nicholas nick nicola nicole nigel nikhil nikola nikolai nikolay nikos nils nina nisha nitin
    njeri nkechi noah noel noemie nomsa noor nora norma norman nour nuria obinna odette odhiambo
    oisin oksana olaf oleg oleksandr olena olga oliver olivia olivier ollie olu olumide oluwaseun
    omar oona orla orlaith oscar oskar osman oswald ottilie otto owain owen ozgur pablo padma
    padraig pam pamela paola paolo parvati pascal pat patrice patricia patrick patsy paul paula
    paulo pavel pawel pedro peggy pekka penelope penny percy perry peter petr petra phil philip
    phoebe pia pierre piers pieter pilar piotr pippa polly pooja pradeep prakash prashant preeti
    preston priya priyanka quentin quincy rachel radu rafael rafe raffaella rahul rainer raj rajesh
    rakesh ralf ralph ramesh ramon ramona randall rania rashid rasmus raul ravi ray raymond rebecca
    regina reginald renate reuben reza rhian rhoda rhodri rhona rhys ricardo riccardo richard ricky
    riley rina rita robbie robert roberto robin rocio rod rodrigo roger rohan rohit roisin roland
    roman ronald ronan ronnie rory ros rosa rosalind rosamund rose rosemary rosie ross rowan
    roxanne roy roz ruairi ruby rudolf rufus rui rupert russell ruth ruud ryan sabrina sachin sadia
    sadie saeed sal salim sally salma sam samantha samir samira sammy samuel sana sandeep sander
    sandra sanjay sanjeev sanna sanne santiago sara sarah sasha saskia satoshi scott seamus sean
    sebastian segun selena selim selma serena sergei sergey seth seung-ho shabana shahid shalini
    shane shankar sharon shaun shaz sheila shirley shreya sian sidney sigrid silke silvana silvia
    simon simona simone sinclair sinead siobhan sipho skye snezana sofia solomon solveig sonia
    sonya sophie sorcha soren spencer stan stanislaw stanley stefan stefano stella steph stephanie
    stephen steve steven stewart struan stuart sue sukie sunil sunita suresh susan susanna suzanne
    sven svetlana swati sybil sylvia sylvie tabitha tadhg takashi takeshi tamara tanya tara tarek
    tariq tatiana tatjana taylor ted teddy temitope tendai teodoro terence teresa terry tess tessa
    teun thabo thea thelma themba theo theresa thiago thierry thijs thomas thuy tiago tiffany tilda
    tilly tim timmy timo timothy tina tobias toby todd tom tomas tomasz tommy tony tracy travis
    trent trevor trish tristan trudy tunde tuula tyler tyrone ulric ulrich ulrike uma una ursula
    usha usman uwe vaclav val valentina valerie vanessa vasco venkat vera verity vernon veronica
    veronique vesna victor victoria vijay vikram viktor vincent vinny vinod viola virginia viv
    vivek vivian vivien vlad vladimir volodymyr walid wallace walter wambui wanda wanjiru warren
    wayne wei wen wendy wesley wilbur wilfred wilhelmina will willem william willie wilma wim
    winifred winston wojciech wolfgang wouter xavier xiao ximena yan yannis yara yasmin yaw yemi
    yevgeny ying yolanda yosef youssef yuan yuki yuko yulia yumi yuri yusuf yves yvette yvonne
    zachary zahra zaid zain zainab zanele zara zbigniew zdenek zelda zeynep zhang zoe zofia zoltan
    zoran zsofia""".split()
)
# A short form or another spelling of a given name, and the form that both are held by.
NICKNAMES = {
    "bill": "william",
    "billy": "william",
    "bob": "robert",
    "rob": "robert",
    "dick": "richard",
    "rick": "richard",
    "jim": "james",
    "jimmy": "james",
    "mike": "michael",
    "mick": "michael",
    "tony": "anthony",
    "liz": "elizabeth",
    "beth": "elizabeth",
    "betty": "elizabeth",
    "kate": "katherine",
    "peggy": "margaret",
    "maggie": "margaret",
    "ted": "edward",
    "jack": "john",
    "harry": "henry",
    "andy": "andrew",
    "steve": "stephen",
    "dave": "david",
    "nick": "nicholas",
    "tom": "thomas",
    "joe": "joseph",
    "chuck": "charles",
    "becky": "rebecca",
    "sue": "susan",
    "jenny": "jennifer",
    "larry": "lawrence",
    "jon": "john",
    "ann": "anne",
    "steven": "stephen",
    "catherine": "katherine",
    "marc": "mark",
    "geoff": "geoffrey",
    "jeff": "geoffrey",
    "jeffrey": "geoffrey",
    "allan": "alan",
    "allen": "alan",
    "mohamed": "mohammed",
    "muhammad": "mohammed",
    "alex": "alexander",
    "bernie": "bernard",
    "bev": "beverley",
    "bobby": "robert",
    "brid": "bridget",
    "cath": "katherine",
    "charlie": "charles",
    "chas": "charles",
    "chris": "christopher",
    "cillian": "killian",
    "dan": "daniel",
    "danny": "daniel",
    "debbie": "deborah",
    "don": "donald",
    "doug": "douglas",
    "ed": "edward",
    "eddie": "edward",
    "eliza": "elizabeth",
    "ellie": "eleanor",
    "fred": "frederick",
    "freddie": "frederick",
    "gerry": "gerald",
    "greg": "gregory",
    "gus": "angus",
    "hal": "henry",
    "jamie": "james",
    "jerry": "gerald",
    "jo": "joanne",
    "johnny": "john",
    "josh": "joshua",
    "kath": "katherine",
    "kathy": "katherine",
    "katie": "katherine",
    "ken": "kenneth",
    "kenny": "kenneth",
    "kit": "christopher",
    "libby": "elizabeth",
    "lizzie": "elizabeth",
    "mags": "margaret",
    "mandy": "amanda",
    "matt": "matthew",
    "max": "maximilian",
    "meg": "margaret",
    "mo": "mohammed",
    "nat": "nathaniel",
    "ned": "edward",
    "nell": "eleanor",
    "pam": "pamela",
    "pat": "patricia",
    "peg": "margaret",
    "pete": "peter",
    "phil": "philip",
    "phillip": "philip",
    "pippa": "philippa",
    "ray": "raymond",
    "robbie": "robert",
    "ron": "ronald",
    "ronnie": "ronald",
    "sam": "samuel",
    "sandy": "alexander",
    "sasha": "alexander",
    "stan": "stanley",
    "terry": "terence",
    "tess": "teresa",
    "tim": "timothy",
    "tina": "christina",
    "tommy": "thomas",
    "toni": "antonia",
    "trish": "patricia",
    "trudy": "gertrude",
    "val": "valerie",
    "vicky": "victoria",
    "wes": "wesley",
    "will": "william",
    "willie": "william",
    "xandra": "alexandra",
    "zac": "zachary",
}
